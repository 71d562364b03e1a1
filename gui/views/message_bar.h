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
  /// An error that the next run without one settles.
  void showRunError(const QString& message);
  /// Likewise settled; `accepted` follows where the button is pressed, if there is one.
  void showOffer(const QString& message, const QString& button = {});
  /// A run begins: it answers what is said by now, and nothing that is said while it runs.
  void begin() { answered_ = true; }
  /// It went well: hides what it answers.
  void end();
  /// Hides what a run that goes well answers, and leaves other errors.
  void settle();
  QString text() const { return isHidden() ? QString() : label_->text(); }

 Q_SIGNALS:
  void accepted();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void say(const QString& message, bool error, bool settles);
  void color();

  QLabel* label_;
  QPushButton* button_;
  bool error_ = false;
  bool settles_ = false;
  bool answered_ = false;  ///< by the run that is under way
};

}  // namespace tessera::gui
