#include "gui/views/filter_bar.h"

#include <QKeyEvent>
#include <QPushButton>
#include <QSignalBlocker>

#include "core/units.h"
#include "gui/views/theme.h"

namespace tessera::gui {

FilterBar::FilterBar(const QString& kindWord, QWidget* parent)
    : QWidget(parent),
      text_(new QLineEdit(this)),
      regex_(new QToolButton(this)),
      kind_(new QComboBox(this)),
      chips_(new QWidget(this)),
      chipRow_(new QHBoxLayout(chips_)),
      fault_(new QLabel(this)),
      count_(new QLabel(this)) {
  build(kindWord);
  connect(text_, &QLineEdit::textChanged, this, &FilterBar::take);
  connect(regex_, &QToolButton::toggled, this, &FilterBar::take);
  connect(kind_, &QComboBox::currentIndexChanged, this, &FilterBar::take);
  connect(text_, &QLineEdit::returnPressed, this, &FilterBar::leave);
}

void FilterBar::build(const QString& kindWord) {
  text_->setPlaceholderText(tr("Filter by name\u2026"));
  text_->setClearButtonEnabled(true);
  text_->setMinimumWidth(160);
  text_->setMaximumWidth(280);
  text_->setAccessibleName(tr("Filter by text"));
  text_->setToolTip(tr("Rows with this in any of their names (Ctrl+F)"));
  text_->installEventFilter(this);
  regex_->setText(QStringLiteral(".*"));
  regex_->setCheckable(true);
  regex_->setToolTip(tr("The text is a regular expression"));
  regex_->setAccessibleName(tr("Regular expression"));
  kind_->addItem(tr("Any %1").arg(kindWord));
  kind_->setAccessibleName(tr("Filter by %1").arg(kindWord));
  kind_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  chipRow_->setContentsMargins(0, 0, 0, 0);
  chipRow_->setSpacing(4);
  fault_->hide();
  fault_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(6, 4, 6, 4);
  row->setSpacing(6);
  row->addWidget(text_, 1);
  row->addWidget(regex_);
  row->addWidget(kind_);
  row->addWidget(chips_);
  row->addWidget(fault_, 3);
  row->addStretch(1);
  row->addWidget(count_);
}

void FilterBar::take() {
  TableFilter next{text_->text(), regex_->isChecked(), kind_->currentData().toString()};
  if (next == filter_) return;
  filter_ = std::move(next);
  showFilter();
  Q_EMIT filterChanged(filter_);
}

void FilterBar::setFilter(const TableFilter& filter) {
  const QSignalBlocker quietText(text_);
  const QSignalBlocker quietRegex(regex_);
  const QSignalBlocker quietKind(kind_);
  text_->setText(filter.text);
  regex_->setChecked(filter.regex);
  kind_->setCurrentIndex(filter.kind.isEmpty() ? 0 : std::max(0, kind_->findData(filter.kind)));
  take();
}

void FilterBar::setKinds(const std::vector<std::string>& kinds) {
  {
    const QSignalBlocker quiet(kind_);
    while (kind_->count() > 1) kind_->removeItem(1);
    for (const std::string& kind : kinds) {
      const QString words = QString::fromStdString(kind);
      kind_->addItem(words, words);
    }
    kind_->setCurrentIndex(filter_.kind.isEmpty() ? 0 : std::max(0, kind_->findData(filter_.kind)));
  }
  take();
}

void FilterBar::showFilter() {
  while (QLayoutItem* old = chipRow_->takeAt(0)) {
    old->widget()->hide();
    old->widget()->deleteLater();
    delete old;
  }
  const QString fault = faultOf(filter_);
  if (!filter_.text.isEmpty() && fault.isEmpty()) {
    TableFilter without = filter_;
    without.text.clear();
    addChip((filter_.regex ? tr("matches %1") : tr("contains %1")).arg(filter_.text), without);
  }
  if (!filter_.kind.isEmpty()) {
    TableFilter without = filter_;
    without.kind.clear();
    addChip(filter_.kind, without);
  }
  fault_->setVisible(!fault.isEmpty());
  fault_->setText(fault);
  fault_->setToolTip(fault);
  colorFault();
}

void FilterBar::colorFault() {
  QPalette alarm = palette();
  alarm.setColor(QPalette::WindowText, themeOf(palette()).alarm);
  fault_->setPalette(alarm);
}

void FilterBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) colorFault();
  QWidget::changeEvent(event);
}

void FilterBar::addChip(const QString& words, const TableFilter& without) {
  const QString shown = fontMetrics().elidedText(words, Qt::ElideMiddle, 180);
  auto* chip = new QPushButton(shown + QStringLiteral("  \u2715"), chips_);
  chip->setObjectName(QStringLiteral("chip"));
  chip->setToolTip(tr("Remove this filter: %1").arg(words));
  chip->setAccessibleName(tr("Remove the filter %1").arg(words));
  chip->setStyleSheet(
      QStringLiteral("QPushButton{border:1px solid palette(highlight);border-radius:9px;"
                     "padding:2px 8px;background:palette(button)}"
                     "QPushButton:hover,QPushButton:focus{background:palette(highlight);"
                     "color:palette(highlighted-text)}"));
  connect(chip, &QPushButton::clicked, this, [this, without] { setFilter(without); });
  chipRow_->addWidget(chip);
  chip->show();
}

void FilterBar::showCount(int shown, std::size_t all) {
  const auto total = static_cast<std::int64_t>(all);
  count_->setText(
      tr("%1 of %2 rows")
          .arg(QString::fromStdString(grouped(shown)), QString::fromStdString(grouped(total))));
}

void FilterBar::focusText() {
  text_->setFocus(Qt::ShortcutFocusReason);
  text_->selectAll();
}

/// Esc empties the field before it is the window's key again.
bool FilterBar::eventFilter(QObject* watched, QEvent* event) {
  if (watched != text_) return QWidget::eventFilter(watched, event);
  const bool override = event->type() == QEvent::ShortcutOverride;
  if (!override && event->type() != QEvent::KeyPress) return false;
  const int key = static_cast<QKeyEvent*>(event)->key();
  if (key == Qt::Key_Escape && !text_->text().isEmpty()) {
    event->accept();
    if (!override) text_->clear();
    return true;
  }
  if (key == Qt::Key_Down && !override) {
    Q_EMIT leave();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace tessera::gui
