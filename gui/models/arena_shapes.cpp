#include "gui/models/arena_shapes.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "sim/report/svg/palette.h"

namespace tessera::gui {
namespace {

/// Which narrow rectangles a column of pixels has already. Buffers come from left to right: one
/// column is open at a time, but for those that began before the view.
class SeenInColumn {
 public:
  /// Whether it is the first of its kind.
  bool insert(std::int64_t column, std::uint64_t look) {
    if (column != column_) looks_.clear();
    column_ = column;
    return looks_.insert(look).second;
  }

 private:
  std::int64_t column_ = -1;
  std::unordered_set<std::uint64_t> looks_;
};

/// Steps of the axis that are at least partly in view.
Interval stepsIn(const std::vector<double>& ends, VisibleRange visible) {
  const auto first = std::upper_bound(ends.begin(), ends.end(), visible.begin) - ends.begin();
  const auto last = std::lower_bound(ends.begin(), ends.end(), visible.end) - ends.begin();
  const auto count = static_cast<std::int64_t>(ends.size());
  return {first, std::min<std::int64_t>(count, last + 1)};
}

class Shaper {
 public:
  Shaper(const ArenaMap& map, const std::vector<double>& ends, const ArenaScale& scale)
      : map_(map), ends_(ends), scale_(scale) {}

  void add(std::size_t buffer, std::vector<ArenaShape>& shapes) {
    const Interval steps = map_.steps(buffer);
    const Interval bytes = map_.addresses(buffer);
    if (bytes.empty()) return;
    const double left = x(steps.begin);
    const double right = x(steps.end);
    const double top = std::clamp(y(bytes.end), 0.0, scale_.height);
    const double bottom = std::clamp(y(bytes.begin), 0.0, scale_.height);
    const auto paint = static_cast<std::uint8_t>(svg::paintOf(map_.kind(buffer)));
    if (right - left >= 1) {
      const double from = std::max(0.0, left);
      shapes.push_back(
          {from, top, std::min(scale_.width, right) - from, bottom - top, paint, buffer});
      return;
    }
    const double column = std::clamp(std::floor(left), 0.0, std::max(0.0, scale_.width - 1));
    if (!seen_.insert(static_cast<std::int64_t>(column), lookOf(top, bottom, paint))) return;
    shapes.push_back({column, top, 1, std::max(1.0, bottom - top), paint, {}});
  }

 private:
  double x(std::int64_t step) const {
    const auto last = static_cast<std::int64_t>(ends_.size());
    const std::int64_t edge = std::clamp<std::int64_t>(step, 0, last);
    const double at = edge == 0 ? 0 : ends_[static_cast<std::size_t>(edge - 1)];
    const VisibleRange& visible = scale_.visible;
    return (at - visible.begin) / (visible.end - visible.begin) * scale_.width;
  }
  double y(std::int64_t address) const {
    return scale_.height * (1 - static_cast<double>(address) / scale_.most);
  }
  /// Tops and bottoms in quarters of a pixel: finer nobody sees.
  static std::uint64_t lookOf(double top, double bottom, std::uint8_t paint) {
    const auto quarter = [](double at) { return static_cast<std::uint64_t>(at * 4) & 0xffffff; };
    return quarter(top) << 32 | quarter(bottom) << 8 | paint;
  }

  const ArenaMap& map_;
  const std::vector<double>& ends_;
  const ArenaScale& scale_;
  SeenInColumn seen_;
};

}  // namespace

std::vector<ArenaShape> arenaShapes(const ArenaMap& map, const std::vector<double>& ends,
                                    const ArenaScale& scale) {
  std::vector<ArenaShape> shapes;
  const double width = scale.visible.end - scale.visible.begin;
  if (!map.planned() || ends.empty() || !(width > 0) || scale.width < 1 || scale.height < 1) {
    return shapes;
  }
  Shaper shaper(map, ends, scale);
  for (const std::size_t buffer : map.liveIn(stepsIn(ends, scale.visible))) {
    shaper.add(buffer, shapes);
  }
  return shapes;
}

}  // namespace tessera::gui
