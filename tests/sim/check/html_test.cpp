#include "sim/report/html.h"

#include <gmock/gmock.h>

#include "sim/check/check_report.h"
#include "sim/check/difference_report.h"

namespace tessera {
namespace {

using testing::HasSubstr;
using testing::Not;

CheckReport twoChecks() {
  CheckReport report;
  report.config = "tessera.toml";
  ModelOutcome model{"net<1>", "net.onnx", 1, "layer", {}, {"a note"}, {}};
  model.checks.push_back({Metric::sram, CheckKind::limit, 2048, 1024, 1024, "1KiB", 3, ""});
  model.checks.push_back({Metric::macs, CheckKind::baseline, 90, 100, 100, "none", 4, ""});
  report.models.push_back(model);
  return report;
}

std::string htmlOf(const CheckReport& report) {
  return documentHtml(documentOf(report, {Audience::page}));
}

TEST(CheckHtml, TellsFindingsMarginsAndNotes) {
  const std::string html = htmlOf(twoChecks());
  EXPECT_THAT(html, HasSubstr("<h1>tessera check failed: 1 finding</h1>"));
  EXPECT_THAT(html, HasSubstr("<h2>Findings</h2>"));
  EXPECT_THAT(html, HasSubstr("-1.0 KiB"));
  EXPECT_THAT(html, HasSubstr("FAIL"));
  EXPECT_THAT(html, HasSubstr("better"));
  EXPECT_THAT(html, HasSubstr("a note"));
  EXPECT_THAT(html, Not(HasSubstr("net<1>")));
}

TEST(CheckHtml, OfWhatPassesHasNoFindings) {
  CheckReport report = twoChecks();
  report.models[0].checks.erase(report.models[0].checks.begin());
  const std::string html = htmlOf(report);
  EXPECT_THAT(html, HasSubstr("passed: 0 findings"));
  EXPECT_THAT(html, Not(HasSubstr("<h2>Findings</h2>")));
}

TEST(CheckHtml, TellsWhyAModelHasNoResults) {
  CheckReport report = twoChecks();
  report.models.push_back(
      {"lost", "lost.onnx", 9, "", {}, {}, CheckFailure{ErrorCode::input, "no such file"}});
  const std::string html = htmlOf(report);
  EXPECT_THAT(html, HasSubstr("failed: 1 finding, 1 error"));
  EXPECT_THAT(html, HasSubstr("no such file"));
}

TEST(DifferenceHtml, HasTheTotalsAndEachTable) {
  Difference changed;
  changed.oldTitle = "net, layer";
  changed.newTitle = "net, patch:2x2@conv";
  changed.before[Metric::sram] = 2048;
  changed.after[Metric::sram] = 1024;
  ChangeTable table{"buffer_bytes", "Bytes of buffers", true, {}, 3, 100, 164};
  table.changes.push_back({"x&y", "", 100, 164});
  changed.tables.push_back(table);
  const std::string html = documentHtml(documentOf(changed, false, {Audience::page}));
  EXPECT_THAT(html, HasSubstr("net, patch:2x2@conv"));
  EXPECT_THAT(html, HasSubstr("-50.0 %"));
  EXPECT_THAT(html, HasSubstr("Bytes of buffers (1 changed, 3 as before)"));
  EXPECT_THAT(html, HasSubstr("x&amp;y"));
  EXPECT_THAT(html, HasSubstr("+64 B"));
}

}  // namespace
}  // namespace tessera
