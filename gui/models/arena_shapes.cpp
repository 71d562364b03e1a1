#include "gui/models/arena_shapes.h"

#include <algorithm>
#include <cmath>

#include "sim/report/svg/palette.h"

namespace tessera::gui {
namespace {

/// What buffers narrower than a pixel take of the column of pixels that they begin in, row by row.
/// They come from left to right: one column is open at a time.
class NarrowColumn {
 public:
  explicit NarrowColumn(double height) : rows_(static_cast<std::size_t>(std::ceil(height)), none) {}

  void add(double column, double top, double bottom, std::uint8_t paint,
           std::vector<ArenaShape>& shapes) {
    if (column != column_) flush(shapes);
    column_ = column;
    const auto last = rows_.size() - 1;
    const std::size_t first = std::min(last, static_cast<std::size_t>(std::lround(top)));
    const std::size_t end =
        std::min(rows_.size(), std::max(first + 1, static_cast<std::size_t>(std::lround(bottom))));
    std::fill(rows_.begin() + static_cast<std::ptrdiff_t>(first),
              rows_.begin() + static_cast<std::ptrdiff_t>(end), paint);
    taken_ = hull(taken_, {static_cast<std::int64_t>(first), static_cast<std::int64_t>(end)});
  }

  /// A shape for each run of rows of the same paint; the column is empty then.
  void flush(std::vector<ArenaShape>& shapes) {
    for (auto row = static_cast<std::size_t>(taken_.begin);
         row < static_cast<std::size_t>(taken_.end);) {
      std::size_t end = row;
      while (end < rows_.size() && rows_[end] == rows_[row]) ++end;
      if (rows_[row] != none) {
        shapes.push_back(
            {column_, static_cast<double>(row), 1, static_cast<double>(end - row), rows_[row], {}});
      }
      row = end;
    }
    std::fill(rows_.begin(), rows_.end(), none);
    taken_ = {};
  }

 private:
  static constexpr std::uint8_t none = 0xff;

  std::vector<std::uint8_t> rows_;  // the paint of each
  double column_ = -1;
  Interval taken_;  // of rows
};

class Shaper {
 public:
  Shaper(const ArenaMap& map, const std::vector<double>& ends, const ArenaScale& scale,
         const ArenaMove& move)
      : map_(map), ends_(ends), scale_(scale), move_(move), narrow_(scale.height) {}

  void add(std::size_t buffer, std::vector<ArenaShape>& shapes) {
    const Interval steps = map_.steps(buffer);
    const Interval bytes = addresses(buffer);
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
    narrow_.add(column, top, bottom, paint, shapes);
  }

  void finish(std::vector<ArenaShape>& shapes) { narrow_.flush(shapes); }

 private:
  Interval addresses(std::size_t buffer) const {
    Interval now = map_.addresses(buffer);
    if (move_.progress >= 1 || buffer >= move_.from.size()) return now;
    const auto far = static_cast<double>(move_.from[buffer].count() - now.begin);
    const auto shift = static_cast<std::int64_t>(far * (1 - move_.progress));
    return {now.begin + shift, now.end + shift};
  }
  double x(std::int64_t step) const {
    const VisibleRange& visible = scale_.visible;
    return (tessera::stepBegin(ends_, step) - visible.begin) / (visible.end - visible.begin) *
           scale_.width;
  }
  double y(std::int64_t address) const {
    return scale_.height * (1 - static_cast<double>(address) / scale_.most);
  }

  const ArenaMap& map_;
  const std::vector<double>& ends_;
  const ArenaScale& scale_;
  const ArenaMove& move_;
  NarrowColumn narrow_;
};

}  // namespace

std::vector<ArenaShape> arenaShapes(const ArenaMap& map, const std::vector<double>& ends,
                                    const ArenaScale& scale, const ArenaMove& move) {
  std::vector<ArenaShape> shapes;
  const double width = scale.visible.end - scale.visible.begin;
  if (!map.planned() || ends.empty() || !(width > 0) || scale.width < 1 || scale.height < 1) {
    return shapes;
  }
  Shaper shaper(map, ends, scale, move);
  for (const std::size_t buffer : map.liveIn(stepsInView(ends, scale.visible))) {
    shaper.add(buffer, shapes);
  }
  shaper.finish(shapes);
  return shapes;
}

}  // namespace tessera::gui
