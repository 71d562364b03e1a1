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
    Q_EMIT accepted();
  });
  button_->setAccessibleName(tr("Do what the message offers"));
  setAutoFillBackground(true);
  setAccessibleName(tr("Message"));
  hide();
}

void MessageBar::showError(const QString& message) { say(message, true, false); }

void MessageBar::showRunError(const QString& message) { say(message, true, true); }

void MessageBar::showOffer(const QString& message, const QString& button) {
  say(message, false, true);
  button_->setText(button);
  button_->setVisible(!button.isEmpty());
}

void MessageBar::end() {
  if (answered_) settle();
}

void MessageBar::settle() {
  if (settles_) hide();
}

void MessageBar::say(const QString& message, bool error, bool settles) {
  error_ = error;
  settles_ = settles;
  answered_ = false;
  label_->setText(message);
  color();
  button_->hide();
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
