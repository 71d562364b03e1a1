#include "gui/views/patch_shades.h"

#include <algorithm>
#include <cmath>

namespace tessera::gui {
PatchShades::PatchShades(const Theme& theme, int mostTimes)
    : own(theme.kind(BufferKind::tile)),
      halo(theme.kind(BufferKind::tile)),
      held(theme.kind(BufferKind::cache)),
      ground_(theme.page),
      full_(theme.kind(theme.dark ? BufferKind::stageInput : BufferKind::activation)),
      most_(std::max(mostTimes, 4)) {
  assembled = mixed(theme.page, theme.kind(BufferKind::stageOutput), 0.55);
}

QColor PatchShades::times(int count) const {
  const double share = std::log(std::max(count, 1)) / std::log(most_);
  return mixed(ground_, full_, 0.12 + 0.78 * share);
}

void hatch(QPainter& painter, const QRectF& rect, const QColor& color) {
  if (rect.isEmpty()) return;
  constexpr double spacing = 6;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(color, 2, Qt::SolidLine, Qt::FlatCap));
  const double last = rect.right() + rect.bottom();
  for (double sum = std::ceil((rect.left() + rect.top()) / spacing) * spacing; sum < last;
       sum += spacing) {
    const double left = std::max(rect.left(), sum - rect.bottom());
    const double right = std::min(rect.right(), sum - rect.top());
    painter.drawLine(QPointF(left, sum - left), QPointF(right, sum - right));
  }
  painter.restore();
}

}  // namespace tessera::gui
