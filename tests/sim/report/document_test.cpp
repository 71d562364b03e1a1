#include "sim/report/document.h"

#include <gmock/gmock.h>

#include "sim/report/csv.h"
#include "sim/report/html.h"
#include "sim/report/markdown.h"
#include "sim/report/summary.h"
#include "sim/report/text.h"

namespace tessera {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A table of two columns for people, two for programs, one of them shared.
Document sample() {
  Document document{"net", {{{"peak", "1.5 KiB"}}}};
  Table table{{{"name", Align::left, true, "name"},
               {"size", Align::right, false, "bytes"},
               {"share", Align::right},
               programColumn("step")},
              {}};
  table.rows.push_back({{"a|b", figure("1.5 KiB", 1536), "75 %", "3"}});
  document.sections.push_back({"Buffers", {std::move(table), Remark{"as planned"}}});
  document.notes = {"a note"};
  document.verdicts = {{"net",
                        {{Outcome::failed, "", "", "", "", "net is too large", 0},
                         {Outcome::passed, "", "", "", "", "net is fast", 0}}}};
  document.conclusion = "1 finding";
  return document;
}

TEST(Document, TextIsLines) {
  EXPECT_EQ(documentText(sample(), {}),
            "net\n"
            "  peak                 1.5 KiB\n"
            "\nBuffers\n"
            "  name     size  share\n"
            "  a|b   1.5 KiB   75 %\n"
            "  as planned\n"
            "\n  note    a note\n"
            "\n  FAIL    net is too large\n"
            "\n1 finding\n");
}

TEST(Document, MarkdownEscapesAndFoldsTheNotesAway) {
  EXPECT_EQ(documentMarkdown(sample()),
            "## net\n\n"
            "| summary |   |\n| --- | --- |\n| peak | 1.5 KiB |\n\n"
            "- **FAIL** net is too large\n\n"
            "### Buffers\n\n"
            "| name | size | share |\n| --- | ---: | ---: |\n| a\\|b | 1.5 KiB | 75 % |\n\n"
            "as planned\n\n"
            "<details><summary>What is counted</summary>\n\n- a note\n\n</details>\n\n"
            "1 finding\n");
}

TEST(Document, HtmlHasWhatPeopleRead) {
  const std::string html = documentHtml(sample());
  EXPECT_THAT(html, HasSubstr("<tr><th>peak</th><td>1.5 KiB</td></tr>"));
  EXPECT_THAT(html, HasSubstr("<h2>Findings</h2>"));
  EXPECT_THAT(html, HasSubstr("net is too large"));
  EXPECT_THAT(html, Not(HasSubstr("net is fast")));
  EXPECT_THAT(html, HasSubstr("<td>a|b</td><td class=\"number\">1.5 KiB</td>"));
  EXPECT_THAT(html, Not(HasSubstr("step</th>")));
  EXPECT_THAT(html, HasSubstr("<p>as planned</p>"));
}

TEST(Document, CsvHasWhatProgramsRead) {
  EXPECT_EQ(documentCsv(sample()), "name,bytes,step\na|b,1536,3\n");
  EXPECT_EQ(documentCsv({}), "");
}

TEST(Document, PeopleSeeNoColumnWithoutTitleAndContent) {
  const Table table{{{"name"}, {""}, {""}, programColumn("key")}, {{{"a", "", "x", "1"}}}};
  const Table shown = forPeople(table);
  ASSERT_EQ(shown.columns.size(), 2U);
  EXPECT_EQ(shown.rows[0].cells[1].text, "x");
  EXPECT_EQ(forPeople(table, true).columns.size(), 3U);
}

TEST(Document, GroupedColumnsTellTheSameOnceInText) {
  const std::vector<Column> columns{{"model", Align::left, false, "model", true}, {"is"}};
  const std::vector<Row> rows{{{"a", "1"}}, {{"a", "2"}}, {{"b", "2"}}};
  EXPECT_EQ(renderTable(columns, rows, {}), "  model  is\n  a      1\n         2\n  b      2\n");
}

TEST(Summary, ATerminalKeepsTheOrderAndOthersTellResultsFirst) {
  const auto keys = [](Audience audience) {
    Summary summary({audience});
    summary.setting("runtime", "liveness");
    summary.board("target", "board");
    summary.result("peak", "1 KiB");
    summary.result("arena", "");
    summary.atTerminal("order", "file");
    summary.elsewhere("parameters", "3");
    std::string text;
    for (const Fact& fact : summary.facts().list) text += fact.key + ' ';
    return text;
  };
  EXPECT_EQ(keys(Audience::terminal), "runtime target peak order ");
  EXPECT_EQ(keys(Audience::page), "peak runtime parameters target ");
}

}  // namespace
}  // namespace tessera
