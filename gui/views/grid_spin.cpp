#include "gui/views/grid_spin.h"

#include <QKeyEvent>
#include <algorithm>

namespace tessera::gui {
namespace {

constexpr int mostDigits = 4;

}  // namespace

QValidator::State GridSpin::validate(QString& text, int& position) const {
  const QValidator::State strict = QSpinBox::validate(text, position);
  if (strict != QValidator::Invalid) return strict;
  const bool digits =
      std::all_of(text.begin(), text.end(), [](QChar letter) { return letter.isDigit(); });
  return digits && text.size() <= mostDigits ? QValidator::Intermediate : QValidator::Invalid;
}

void GridSpin::fixup(QString& text) const {
  bool isNumber = false;
  const int number = text.toInt(&isNumber);
  if (isNumber) text = QString::number(std::clamp(number, minimum(), maximum()));
}

void GridSpin::stepBy(int steps) {
  QSpinBox::stepBy(steps);
  Q_EMIT stepped();
}

void GridSpin::focusOutEvent(QFocusEvent* event) {
  QSpinBox::focusOutEvent(event);
  Q_EMIT left();
}

void GridSpin::keyPressEvent(QKeyEvent* event) {
  QSpinBox::keyPressEvent(event);
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) Q_EMIT entered();
}

}  // namespace tessera::gui
