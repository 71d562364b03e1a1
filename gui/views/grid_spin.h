#pragma once

#include <QSpinBox>

namespace tessera::gui {

/// A number that is typed as any other: one beyond the range becomes the nearest in it instead of
/// losing its digits. Says apart whether the value was stepped, entered, or the box was left.
class GridSpin : public QSpinBox {
  Q_OBJECT

 public:
  using QSpinBox::QSpinBox;
  QValidator::State validate(QString& text, int& position) const override;
  void fixup(QString& text) const override;
  void stepBy(int steps) override;

 Q_SIGNALS:
  void stepped();
  void entered();
  void left();

 protected:
  void focusOutEvent(QFocusEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace tessera::gui
