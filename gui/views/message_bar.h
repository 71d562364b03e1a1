#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>

namespace tessera::gui {

/// One line above the page: what failed, in the CLI's words, or an offer with a button. Hidden
/// until there is something to say; closes with its cross or Esc.
class MessageBar : public QFrame {
  Q_OBJECT

 public:
  explicit MessageBar(QWidget* parent = nullptr);

  void showError(const QString& message);
  /// `accepted` follows where the button is pressed.
  void showOffer(const QString& message, const QString& button);
  QString text() const { return label_->text(); }

 Q_SIGNALS:
  void accepted();

 private:
  QLabel* label_;
  QPushButton* button_;
};

}  // namespace tessera::gui
