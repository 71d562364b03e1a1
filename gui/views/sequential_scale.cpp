#include "gui/views/sequential_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tessera::gui {
namespace {

constexpr int stops = 5;
constexpr std::array<QRgb, stops> scaleOnLight{0xffeaf1f8, 0xffb9d4ea, 0xff74afd9, 0xff2a78b5,
                                               0xff0a3a6b};
constexpr std::array<QRgb, stops> scaleOnDark{0xff222c38, 0xff234a6c, 0xff2b77ab, 0xff5fb2e0,
                                              0xffd2efff};

}  // namespace

QColor sequentialColor(const Theme& theme, double amount) {
  const auto& colors = theme.dark ? scaleOnDark : scaleOnLight;
  const double at = std::clamp(amount, 0.0, 1.0) * (stops - 1);
  const auto below = static_cast<std::size_t>(std::min<double>(std::floor(at), stops - 2));
  const float part = static_cast<float>(at - static_cast<double>(below));
  const QColor a(colors[below]);
  const QColor b(colors[below + 1]);
  const auto mix = [part](float from, float to) { return from + (to - from) * part; };
  return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()),
                          mix(a.blueF(), b.blueF()));
}

void paintScaleBar(QPainter& painter, const Theme& theme, const QRectF& bar, double least) {
  constexpr int parts = 12;
  QLinearGradient gradient(bar.topLeft(), bar.topRight());
  for (int i = 0; i <= parts; ++i) {
    const double at = static_cast<double>(i) / parts;
    gradient.setColorAt(at, sequentialColor(theme, least + (1 - least) * at));
  }
  painter.save();
  painter.setPen(QPen(theme.quiet, 0.8));
  painter.setBrush(gradient);
  painter.drawRect(bar);
  painter.restore();
}

}  // namespace tessera::gui
