#include "gui/views/message_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

#include "gui/views/theme.h"

namespace tessera::gui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), label_(new QLabel(this)), button_(new QPushButton(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 6, 6, 6);
  label_->setWordWrap(true);
  label_->setTextFormat(Qt::PlainText);
  label_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  auto* close = new QToolButton(this);
  close->setText(QStringLiteral("\u2715"));
  close->setAutoRaise(true);
  close->setAccessibleName(tr("Close the message"));
  close->setToolTip(tr("Close the message"));
  row->addWidget(label_, 1);
  row->addWidget(button_);
  row->addWidget(close);
  connect(close, &QToolButton::clicked, this, &QWidget::hide);
  connect(button_, &QPushButton::clicked, this, [this] {
    hide();
    const std::function<void()> take = wayOut_;  // it may show another message
    take();
  });
  button_->setAccessibleName(tr("The way out"));
  setAutoFillBackground(true);
  setAccessibleName(tr("Message"));
  hide();
}

void MessageBar::showError(const QString& message, const WayOut& out) {
  error_ = true;
  settles_ = false;
  say(message, out);
}

void MessageBar::showRunError(const QString& message, const WayOut& out) {
  error_ = true;
  settles_ = true;
  say(message, out);
}

void MessageBar::showOffer(const QString& message, const WayOut& out) {
  error_ = false;
  settles_ = true;
  say(message, out);
}

void MessageBar::end() {
  if (answered_) settle();
}

void MessageBar::settle() {
  if (settles_) hide();
}

void MessageBar::say(const QString& message, const WayOut& out) {
  answered_ = false;
  wayOut_ = out.take;
  label_->setText(message);
  color();
  button_->setText(out.words);
  button_->setAccessibleName(out.words);
  button_->setVisible(!out.words.isEmpty());
  show();
}

void MessageBar::color() {
  const QString alarm = themeOf(palette()).alarm.name();
  label_->setStyleSheet(error_ ? QStringLiteral("color:%1;font-weight:600").arg(alarm) : QString());
}

void MessageBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) color();
  QFrame::changeEvent(event);
}

}  // namespace tessera::gui
