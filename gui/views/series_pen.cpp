#include "gui/views/series_pen.h"

#include <array>

namespace tessera::gui {
namespace {

/// Okabe and Ito's, brighter where the ground is dark.
constexpr std::array<QRgb, 6> seriesOnLight{0xff0072b2, 0xffd55e00, 0xff007a58,
                                            0xffa8477f, 0xffb57a00, 0xff2b8fc4};
constexpr std::array<QRgb, 6> seriesOnDark{0xff56b4e9, 0xffe69f00, 0xff2cc295,
                                           0xffdd92b9, 0xfff0e442, 0xff8fb8ff};
const std::array<QVector<qreal>, 5> seriesDashes{
    {{}, {7, 3}, {2, 2.5}, {8, 3, 2, 3}, {12, 3, 2, 3, 2, 3}}};

}  // namespace

QPen seriesPen(const Theme& theme, int series) {
  const auto at = static_cast<std::size_t>(series);
  const auto& colors = theme.dark ? seriesOnDark : seriesOnLight;
  QPen pen(QColor(colors[at % colors.size()]), 1.8);
  const QVector<qreal>& dash = seriesDashes[at % seriesDashes.size()];
  if (!dash.isEmpty()) pen.setDashPattern(dash);
  pen.setCapStyle(Qt::FlatCap);
  pen.setJoinStyle(Qt::MiterJoin);
  return pen;
}

}  // namespace tessera::gui
