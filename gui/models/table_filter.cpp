#include "gui/models/table_filter.h"

#include <QRegularExpression>
#include <string>
#include <unordered_map>

namespace tessera::gui {
namespace {

QRegularExpression expressionOf(const TableFilter& filter) {
  const QString pattern = filter.regex ? filter.text : QRegularExpression::escape(filter.text);
  return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption);
}

/// Remembers its answers: the rows of a long table repeat a few names.
class Matcher {
 public:
  explicit Matcher(const TableFilter& filter) : expression_(expressionOf(filter)) {
    expression_.optimize();
  }

  bool matches(const std::string& text) {
    const auto known = answers_.find(text);
    if (known != answers_.end()) return known->second;
    const bool answer = expression_.match(QString::fromStdString(text)).hasMatch();
    answers_.emplace(text, answer);
    return answer;
  }

 private:
  QRegularExpression expression_;
  std::unordered_map<std::string, bool> answers_;
};

bool hasKind(const TableData& table, std::size_t row, const std::string& kind) {
  const CellValue value = table.columns[table.kindColumn].value(row);
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && *text == kind;
}

bool anyMatches(const TableData& table, std::size_t row, Matcher& matcher) {
  for (const TableColumn& column : table.columns) {
    if (column.kind != CellKind::text) continue;
    const CellValue value = column.value(row);
    const auto* text = std::get_if<std::string>(&value);
    if (text != nullptr && matcher.matches(*text)) return true;
  }
  return false;
}

}  // namespace

QString faultOf(const TableFilter& filter) {
  if (!filter.regex || filter.text.isEmpty()) return {};
  const QRegularExpression expression = expressionOf(filter);
  if (expression.isValid()) return {};
  return QStringLiteral("%1 at character %2: nothing is filtered")
      .arg(expression.errorString())
      .arg(expression.patternErrorOffset() + 1);
}

std::vector<std::size_t> rowsPassing(const TableData& table, const TableFilter& filter) {
  std::vector<std::size_t> rows;
  const bool byText = !filter.text.isEmpty() && faultOf(filter).isEmpty();
  const std::string kind = filter.kind.toStdString();
  Matcher matcher(byText ? filter : TableFilter{});
  for (std::size_t row = 0; row < table.rows; ++row) {
    if (!kind.empty() && !hasKind(table, row, kind)) continue;
    if (byText && !anyMatches(table, row, matcher)) continue;
    rows.push_back(row);
  }
  return rows;
}

}  // namespace tessera::gui
