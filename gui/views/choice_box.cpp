#include "gui/views/choice_box.h"

#include <QCompleter>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

#include "gui/models/qt_text.h"
#include "gui/views/theme.h"

namespace tessera::gui {
namespace {

constexpr int choiceRole = Qt::UserRole;  // "" of the entry that chooses nothing
constexpr int aboutRole = Qt::UserRole + 1;
constexpr int wordsRole = Qt::UserRole + 2;  // what is searched: name and description
constexpr int choicePad = 6;
constexpr int widestChoice = 620;

/// The name, and below it what it is.
class ChoiceDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option,
             const QModelIndex& index) const override {
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    ground.widget->style()->drawControl(QStyle::CE_ItemViewItem, &ground, painter, ground.widget);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor ink = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    const QRect room = option.rect.adjusted(choicePad, 2, -choicePad, -2);
    QFont strong = option.font;
    strong.setWeight(QFont::DemiBold);
    painter->save();
    painter->setFont(strong);
    painter->setPen(ink);
    painter->drawText(room, Qt::AlignLeft | Qt::AlignTop, index.data().toString());
    painter->setFont(option.font);
    painter->setPen(selected ? ink : themeOf(option.palette).quiet);
    painter->drawText(room, Qt::AlignLeft | Qt::AlignBottom, index.data(aboutRole).toString());
    painter->restore();
  }

  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const QFontMetrics metrics(option.font);
    const bool alone = index.data(aboutRole).toString().isEmpty();
    const int width = std::max(metrics.horizontalAdvance(index.data(aboutRole).toString()),
                               metrics.horizontalAdvance(index.data().toString()) * 5 / 4);
    return {width + 2 * choicePad, (alone ? 1 : 2) * metrics.height() + 6};
  }
};

/// Finds by name and description, and writes the name.
class ChoiceCompleter : public QCompleter {
 public:
  using QCompleter::QCompleter;
  QString pathFromIndex(const QModelIndex& index) const override { return index.data().toString(); }
};

void useDelegate(QAbstractItemView& view) {
  view.setItemDelegate(new ChoiceDelegate(&view));
  view.setTextElideMode(Qt::ElideNone);
}

int widthOf(const QAbstractItemView& view) {
  return std::min(widestChoice, view.sizeHintForColumn(0) + 24);
}

}  // namespace

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox(parent) {
  setView(new QListView(this));
  useDelegate(*view());
  setEditable(true);
  setInsertPolicy(QComboBox::NoInsert);
  setMaxVisibleItems(14);
  auto* completer = new ChoiceCompleter(model(), this);
  completer->setCompletionRole(wordsRole);
  completer->setFilterMode(Qt::MatchContains);
  completer->setCaseSensitivity(Qt::CaseInsensitive);
  completer->setCompletionMode(QCompleter::PopupCompletion);
  completer->setMaxVisibleItems(14);
  setCompleter(completer);
  useDelegate(*completer->popup());
  connect(lineEdit(), &QLineEdit::editingFinished, this, &ChoiceBox::takeTyped);
  connect(this, &QComboBox::currentIndexChanged, this, [this](int) { Q_EMIT picked(); });
}

void ChoiceBox::add(const QString& name, const QString& about, const QString& value) {
  addItem(name, value);
  const int at = count() - 1;
  setItemData(at, about, aboutRole);
  setItemData(at, name + u' ' + about, wordsRole);
}

void ChoiceBox::setChoices(const std::vector<Described>& choices, const QString& none) {
  const QSignalBlocker quiet(this);
  clear();
  if (!none.isEmpty()) add(none, {}, {});
  for (const Described& choice : choices) {
    add(text(choice.name), text(choice.about), text(choice.name));
  }
  view()->setMinimumWidth(widthOf(*view()));
  completer()->popup()->setMinimumWidth(view()->minimumWidth());
}

void ChoiceBox::choose(const std::string& name) {
  const QSignalBlocker quiet(this);
  int at = findData(text(name), choiceRole);
  if (at < 0) {
    add(text(name), {}, text(name));
    at = count() - 1;
  }
  setCurrentIndex(at);
  setToolTip(itemData(at, aboutRole).toString());
}

std::string ChoiceBox::chosen() const { return currentData(choiceRole).toString().toStdString(); }

/// The entry of that name, else the only one that is left, else a file.
void ChoiceBox::takeTyped() {
  const QString typed = currentText().trimmed();
  if (typed == itemText(currentIndex())) return;
  int at = findText(typed, Qt::MatchFixedString);
  completer()->setCompletionPrefix(typed);
  if (at < 0 && !typed.isEmpty() && completer()->completionCount() == 1) {
    at = findText(completer()->pathFromIndex(completer()->completionModel()->index(0, 0)));
  }
  if (at < 0 && typed.endsWith(QStringLiteral(".toml"))) {
    add(typed, {}, typed);
    at = count() - 1;
  }
  if (at >= 0) setCurrentIndex(at);
  setEditText(itemText(currentIndex()));
}

}  // namespace tessera::gui
