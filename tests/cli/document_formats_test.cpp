#include "cli/document_formats.h"

#include <gtest/gtest.h>

#include "cli/arguments.h"

namespace tessera::cli {
namespace {

Document documentOf(const int& report, const Reader& reader) {
  return {std::to_string(report) + (reader.isAtTerminal() ? " at a terminal" : " elsewhere")};
}

TEST(DocumentFormats, AReportsOwnFormsStandBehindTheTextAndBeforeThePage) {
  const auto own = [](const std::string& name) {
    return ReportFormat<int>{name, [](const int&, const TextStyle&) { return std::string(); }};
  };
  const auto formats = withDocuments<int>(documentOf, {own("json"), own("svg"), own("trace")});
  EXPECT_EQ(formatNames(formats),
            (std::vector<std::string>{"text", "json", "csv", "markdown", "svg", "trace", "html"}));
}

TEST(DocumentFormats, TheDocumentIsMadeForTheFormsReader) {
  for (const auto& format : withDocuments<int>(documentOf, {})) {
    const std::string text = format.render(7, {});
    if (format.name == "csv") continue;  // has no title
    EXPECT_NE(text.find(format.name == "text" ? "7 at a terminal" : "7 elsewhere"),
              std::string::npos)
        << text;
  }
}

/// Every report has every form that documents take.
TEST(DocumentFormats, EveryCommandThatReportsTakesThem) {
  for (const CommandHelp& command : programHelp().commands) {
    for (const HelpEntry& option : command.options) {
      if (option.form.rfind("--format ", 0) != 0) continue;
      for (const DocumentFormat& format : documentFormats()) {
        EXPECT_NE(("|" + option.form.substr(9) + "|").find("|" + format.name + "|"),
                  std::string::npos)
            << command.usage << " lacks " << format.name;
      }
    }
  }
}

}  // namespace
}  // namespace tessera::cli
