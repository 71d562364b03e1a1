#pragma once

#include <QFocusEvent>

namespace tessera::gui {

/// Whether a view shows that it has the keyboard: where it came by the keyboard. Who clicks knows.
class FocusFrame {
 public:
  void focusIn(const QFocusEvent& event) {
    const Qt::FocusReason reason = event.reason();
    shown_ = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
             reason == Qt::ShortcutFocusReason || (left_ && reason == Qt::ActiveWindowFocusReason);
  }
  void focusOut(const QFocusEvent& event) {
    left_ = shown_ && event.reason() == Qt::ActiveWindowFocusReason;
    shown_ = false;
  }
  bool shown() const { return shown_; }

 private:
  bool shown_ = false;
  bool left_ = false;  // with another window, to come back to
};

}  // namespace tessera::gui
