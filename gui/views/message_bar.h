#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <functional>

namespace tessera::gui {

/// A way out of what a message says: the words of a button and what it does.
struct WayOut {
  QString words;  ///< empty: there is none
  std::function<void()> take;
};

/// One line above the page: what failed, in the CLI's words, with a way out. Hidden until there is
/// something to say; closes with its cross or Esc.
class MessageBar : public QFrame {
  Q_OBJECT

 public:
  explicit MessageBar(QWidget* parent = nullptr);

  void showError(const QString& message, const WayOut& out);
  /// An error that the next run without one settles.
  void showRunError(const QString& message, const WayOut& out);
  /// No error; likewise settled.
  void showOffer(const QString& message, const WayOut& out);
  /// A run begins: it answers what is said by now, and nothing that is said while it runs.
  void begin() { answered_ = true; }
  /// It went well: hides what it answers.
  void end();
  /// Hides what a run that goes well answers, and leaves other errors.
  void settle();
  QString text() const { return isHidden() ? QString() : label_->text(); }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void say(const QString& message, const WayOut& out);
  void color();

  QLabel* label_;
  QPushButton* button_;
  std::function<void()> wayOut_;
  bool error_ = false;
  bool settles_ = false;
  bool answered_ = false;  ///< by the run that is under way
};

}  // namespace tessera::gui
