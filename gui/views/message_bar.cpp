#include "gui/views/message_bar.h"

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

void MessageBar::showError(const QString& message) {
  const Theme theme = themeOf(palette());
  label_->setStyleSheet(QStringLiteral("color:%1;font-weight:600").arg(theme.alarm.name()));
  label_->setText(message);
  button_->hide();
  show();
}

void MessageBar::showOffer(const QString& message, const QString& button) {
  label_->setStyleSheet({});
  label_->setText(message);
  button_->setText(button);
  button_->show();
  show();
}

}  // namespace tessera::gui
