#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sim/report/space.h"
#include "sim/report/space_figures.h"
#include "sim/report/svg/frame.h"
#include "sim/report/svg/markup.h"

namespace tessera {
namespace {

using nas::SpaceRow;

constexpr double cellHeight = 36;
constexpr double below = 48;  // resolutions and their title
constexpr double least = 0.08;

/// The mean work of a row in millions, as a cell has room for it.
std::string millions(const SpaceRow& row) {
  const double mean = row.meanMacs() / 1e6;
  return fmt::format("{:.{}f}", mean, mean < 10 ? 1 : 0);
}

std::string tipOf(const SpaceReport& report, const SpaceRow& row) {
  std::string tip = fmt::format("{}: {} of {} fit", rowName(report.request.space, row),
                                row.kept.size(), row.samples);
  if (!row.kept.empty()) tip += fmt::format(", {} M MACs in the mean", millions(row));
  return tip;
}

}  // namespace

std::string spaceSvg(const SpaceReport& report) {
  using namespace svg;
  const nas::ArchitectureSpace& space = report.request.space;
  const std::size_t columns = space.resolutions.size();
  const double width = plotWidth / static_cast<double>(columns);
  double most = 1;
  for (const SpaceRow& row : report.study.rows) most = std::max(most, row.meanMacs());
  std::string drawn;
  for (const SpaceRow& row : report.study.rows) {
    const double x = plotLeft + width * static_cast<double>(row.resolution);
    const double y =
        headHeight + cellHeight * static_cast<double>(space.widths.size() - 1 - row.width);
    const Box box{x + 1, y + 1, width - 2, cellHeight - 2};
    const double share = row.kept.empty() ? 0.0 : std::max(least, row.meanMacs() / most);
    drawn += fmt::format("<g opacity=\"{}\">{}</g>\n", number(share),
                         rect(box, "t-activation", tipOf(report, row)));
    const double middle = x + width / 2;
    if (row.kept.empty()) {
      drawn += text(middle, y + cellHeight / 2 + 4, "-", "t-quiet", Anchor::middle);
    } else {
      drawn += text(middle, y + cellHeight / 2 + 4, millions(row),
                    share > 0.55 ? "t-on-dark" : "t-text", Anchor::middle);
    }
    if (row.resolution == 0) {
      drawn +=
          text(plotLeft - 8, y + cellHeight / 2 + 4, widthText(space, row), "t-text", Anchor::end);
    }
    if (row.width == 0) {
      drawn +=
          text(middle, y + cellHeight + 18, resolutionText(space, row), "t-text", Anchor::middle);
    }
  }
  const double bottom = headHeight + cellHeight * static_cast<double>(space.widths.size());
  drawn += text(plotLeft + plotWidth / 2, bottom + 38, "resolution", "t-quiet", Anchor::middle);
  drawn += text(plotLeft - 8, headHeight - 8, "width", "t-quiet", Anchor::end);
  const std::string headline =
      report.study.best ? fmt::format("{}: {} has most work that fits", space.name,
                                      rowName(space, report.study.rows[*report.study.best]))
                        : fmt::format("{}: nothing fits", space.name);
  const std::string subtitle = "Mean MACs, in millions, of the networks that fit; -: none does";
  return picture(bottom + below, headline, subtitle, drawn);
}

}  // namespace tessera
