#include "sim/report/html.h"

#include <algorithm>
#include <sstream>
#include <variant>

#include "sim/report/simulation.h"
#include "sim/report/svg/markup.h"

namespace tessera {
namespace {

using svg::escaped;

constexpr std::size_t longestWord = 24;  // that is not broken

constexpr const char* htmlHead = R"(<meta name="viewport" content="width=device-width">
<style>
:root{color-scheme:light dark;--page:#fff;--ink:#1b1f24;--quiet:#57606a;--line:#d8dee4;--alarm:#b3261e;--good:#1a6e37}
@media (prefers-color-scheme:dark){:root{--page:#14181d;--ink:#e6edf3;--quiet:#a7b1bc;--line:#2d343c;--alarm:#ff8a80;--good:#7ee2a0}}
body{font:14px/1.45 system-ui,"DejaVu Sans",sans-serif;max-width:1000px;margin:2em auto;padding:0 1em;background:var(--page);color:var(--ink)}
h1{font-size:1.5em}.headline{font-size:1.15em;overflow-wrap:anywhere}h2{font-size:1.15em;margin-top:2em}
.picture{overflow-x:auto}
svg{max-width:100%;min-width:760px;height:auto;display:block}
.scroll{max-height:32em;overflow:auto}
table{border-collapse:collapse;width:100%}
th,td{padding:.25em .7em;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
.facts th{white-space:nowrap}.facts td{overflow-wrap:anywhere;width:100%}
.scroll td:not(.number){min-width:6em}.scroll td.long{overflow-wrap:anywhere;min-width:14em}
thead th{position:sticky;top:0;background:var(--page);color:var(--quiet);font-weight:600}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}th.number{white-space:normal}
.bold{font-weight:600}.dim{color:var(--quiet)}.alarm{color:var(--alarm);font-weight:600}.good{color:var(--good)}
#tip{position:fixed;display:none;max-width:26em;padding:.5em .8em;border-radius:6px;background:var(--ink);color:var(--page);pointer-events:none}
@media print{:root{color-scheme:light;--page:#fff;--ink:#000;--line:#ccc}.scroll{max-height:none;overflow:visible}svg{min-width:0}tr,svg{break-inside:avoid}}
</style>
)";

// Browsers show a picture's titles late and not on touch.
constexpr const char* script = R"(<div id="tip" role="status"></div>
<script>
const tip = document.getElementById('tip');
for (const title of document.querySelectorAll('svg * > title')) {
  title.parentNode.dataset.tip = title.textContent;
  title.remove();
}
const show = (event) => {
  const words = event.target.dataset ? event.target.dataset.tip : undefined;
  tip.style.display = words ? 'block' : 'none';
  if (!words) return;
  tip.textContent = words;
  tip.style.left = Math.max(0, Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8)) + 'px';
  tip.style.top = Math.max(0, Math.min(event.clientY + 16, innerHeight - tip.offsetHeight - 8)) + 'px';
};
document.addEventListener('pointermove', show);
document.addEventListener('pointerdown', show);
</script>
)";

const char* styleOf(Ink ink) {
  switch (ink) {
    case Ink::bold:
      return "bold";
    case Ink::dim:
      return "dim";
    case Ink::alarm:
      return "alarm";
    case Ink::good:
      return "good";
    case Ink::plain:
      break;
  }
  return "";
}

/// Whether it has a word that would make its column too wide, such as a name with its scopes.
bool hasLongWord(const std::string& text) {
  std::size_t word = 0;
  return std::any_of(text.begin(), text.end(), [&](char c) {
    word = c == ' ' ? 0 : word + 1;
    return word > longestWord;
  });
}

/// Several lines, each escaped for itself: an escaped text is one line.
std::string linesEscaped(const std::string& text) {
  std::istringstream lines(text);
  std::string html;
  for (std::string line; std::getline(lines, line);) {
    html += (html.empty() ? "" : "\n") + escaped(line);
  }
  return html;
}

std::string cell(const char* tag, const Column& column, const std::string& content) {
  std::string style;
  if (column.align == Align::right) {
    style = " class=\"number\"";
  } else if (hasLongWord(content)) {
    style = " class=\"long\"";
  }
  return std::string("<") + tag + style + ">" + escaped(content) + "</" + tag + ">";
}

std::string tableHtml(const Table& whole) {
  const Table table = forPeople(whole);
  std::string html = "<div class=\"scroll\"><table><thead><tr>";
  for (const Column& column : table.columns) html += cell("th", column, column.title);
  html += "</tr></thead><tbody>\n";
  for (const Row& row : table.rows) {
    html += std::string("<tr class=\"") + styleOf(row.ink) + "\">";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      html += cell("td", table.columns[i], row.cells[i].text);
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

std::string factTable(const Facts& facts) {
  std::string html = "<table class=\"facts\"><tbody>\n";
  for (const Fact& fact : facts.list) {
    html += "<tr><th>" + escaped(fact.key) + "</th><td>" + escaped(fact.value) + "</td></tr>\n";
  }
  return html + "</tbody></table>\n";
}

/// Empty where there is nothing to show.
struct ContentHtml {
  std::string operator()(const Facts& facts) const {
    return facts.list.empty() ? "" : factTable(facts);
  }
  std::string operator()(const Table& table) const {
    return table.rows.empty() ? "" : tableHtml(table);
  }
  std::string operator()(const Remark& remark) const {
    const std::string text = "<p>" + escaped(remark.text) + "</p>\n";
    return remark.command.empty() ? text : text + "<pre>" + escaped(remark.command) + "</pre>\n";
  }
  std::string operator()(const Drawing& drawing) const {
    return drawing.text.empty() ? "" : "<pre>" + linesEscaped(drawing.text) + "\n</pre>\n";
  }
};

std::string sectionHtml(const Section& section) {
  std::string html;
  for (const Content& content : section.content) html += std::visit(ContentHtml{}, content);
  if (html.empty() || section.title.empty()) return html;
  return "<h2>" + escaped(section.title) + "</h2>\n" + html;
}

/// What did not pass; nothing where all did.
std::string findings(const Document& document) {
  Table table{{{"model"}, {"what is wrong"}}, {}};
  for (const VerdictSuite& suite : document.verdicts) {
    for (const Verdict& verdict : suite.verdicts) {
      if (verdict.outcome == Outcome::passed) continue;
      table.rows.push_back({{suite.name, verdict.message}, Ink::alarm});
    }
  }
  return table.rows.empty() ? "" : "<h2>Findings</h2>\n" + tableHtml(table);
}

std::string headlineHtml(const Document& document) {
  if (!document.headline) return {};
  return std::string("<p class=\"headline ") + styleOf(document.headline->ink) + "\">" +
         escaped(document.headline->text) + "</p>\n";
}

/// The rules in force; nothing where there are none.
std::string notes(const Document& document) {
  if (document.notes.empty()) return {};
  std::string html = "<h2>What is counted</h2>\n<ul>\n";
  for (const std::string& note : document.notes) html += "<li>" + escaped(note) + "</li>\n";
  return html + "</ul>\n";
}

}  // namespace

std::string documentHtml(const Document& document) {
  std::string html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>" +
                     escaped(document.title) + "</title>\n" + htmlHead + "</head><body>\n<h1>" +
                     escaped(document.title) + "</h1>\n" + headlineHtml(document) +
                     ContentHtml{}(document.summary);
  for (const std::string& picture : document.pictures) {
    html += "<div class=\"picture\">" + picture + "</div>\n";
  }
  html += findings(document);
  for (const Section& section : document.sections) html += sectionHtml(section);
  html += notes(document);
  if (!document.conclusion.empty()) html += "<p>" + escaped(document.conclusion) + "</p>\n";
  return html + script + "</body></html>\n";
}

std::string simulationHtml(const SimulationReport& report, TimelineAxis axis) {
  return documentHtml(documentOf(report, {.timeline = axis}, {Audience::page}));
}

}  // namespace tessera
