#include "gui/views/rich_text.h"

#include <variant>

#include "gui/models/qt_text.h"

namespace tessera::gui {
namespace {

QString escaped(const std::string& text) { return gui::text(text).toHtmlEscaped(); }

QString colored(const QString& html, const QColor& color, bool bold) {
  return QStringLiteral("<span style=\"color:%1%2\">%3</span>")
      .arg(color.name(), bold ? QStringLiteral(";font-weight:600") : QString(), html);
}

class Writer {
 public:
  Writer(const RichColors& colors, std::size_t links) : colors_(colors), links_(links) {}

  QColor inkOf(Ink ink) const {
    switch (ink) {
      case Ink::alarm:
        return colors_.alarm;
      case Ink::good:
        return colors_.good;
      case Ink::dim:
        return colors_.quiet;
      case Ink::plain:
      case Ink::bold:
        break;
    }
    return colors_.ink;
  }

  QString operator()(const Facts& facts) {
    QString html = QStringLiteral("<table cellpadding=\"3\">");
    for (const Fact& fact : facts.list) {
      html += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>")
                  .arg(colored(escaped(fact.key), colors_.quiet, false), escaped(fact.value));
    }
    return html + QStringLiteral("</table>");
  }

  QString operator()(const Table& whole) {
    const Table table = forPeople(whole);
    QString html = QStringLiteral("<table cellpadding=\"4\"><tr>");
    for (const Column& column : table.columns) {
      html += cell(column, colored(escaped(column.title), colors_.quiet, false));
    }
    html += QStringLiteral("</tr>");
    for (const Row& row : table.rows) {
      html += QStringLiteral("<tr>");
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        html += cell(table.columns[i], colored(escaped(row.cells[i].text), inkOf(row.ink), false));
      }
      html += QStringLiteral("</tr>");
    }
    return html + QStringLiteral("</table>");
  }

  /// With its link, and what is typed below it.
  QString operator()(const Remark& remark) {
    QString html = QStringLiteral("<p>") + escaped(remark.text);
    if (remarks_ < links_) {
      html += QStringLiteral(" <a href=\"try:%1\">Try it</a>").arg(remarks_);
    }
    ++remarks_;
    if (!remark.command.empty()) {
      html += QStringLiteral("<br><code>%1</code>").arg(escaped(remark.command));
    }
    return html + QStringLiteral("</p>");
  }

  QString operator()(const Drawing& drawing) {
    return QStringLiteral("<pre>%1</pre>").arg(escaped(drawing.text));
  }

 private:
  static QString cell(const Column& column, const QString& html) {
    const char* align = column.align == Align::right ? "right" : "left";
    return QStringLiteral("<td align=\"%1\">%2&nbsp;&nbsp;</td>").arg(QLatin1String(align), html);
  }

  const RichColors& colors_;
  std::size_t links_;
  std::size_t remarks_ = 0;
};

}  // namespace

QString richText(const tessera::Document& document, const RichColors& colors, std::size_t links) {
  Writer writer(colors, links);
  QString html = QStringLiteral("<h2>%1</h2>").arg(escaped(document.title));
  if (document.headline) {
    html += QStringLiteral("<p style=\"font-size:large\">%1</p>")
                .arg(colored(escaped(document.headline->text), writer.inkOf(document.headline->ink),
                             true));
  }
  for (const Section& section : document.sections) {
    if (!section.title.empty()) {
      html += QStringLiteral("<h3>%1</h3>").arg(escaped(section.title));
    }
    for (const Content& content : section.content) html += std::visit(writer, content);
  }
  for (const std::string& note : document.notes) {
    html += QStringLiteral("<p>%1</p>").arg(colored(escaped(note), colors.quiet, false));
  }
  return html;
}

}  // namespace tessera::gui
