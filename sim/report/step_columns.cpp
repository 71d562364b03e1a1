#include "sim/report/step_columns.h"

#include <algorithm>
#include <cmath>

#include "sim/report/step_axis.h"

namespace tessera {
namespace {

void add(StepColumn& column, std::int64_t step, double end, const std::vector<std::int64_t>& live) {
  const auto weight = [&](std::int64_t of) { return live[static_cast<std::size_t>(of)]; };
  column.end = end;
  column.steps.end = step + 1;
  if (weight(step) > weight(column.heaviest)) column.heaviest = step;
  if (weight(step) < weight(column.lightest)) column.lightest = step;
}

}  // namespace

std::vector<StepColumn> stepColumns(const std::vector<std::int64_t>& live,
                                    const std::vector<double>& ends, Interval steps, double pixel,
                                    double lastPixel) {
  std::vector<StepColumn> columns;
  const auto pixelOf = [&](double at) {
    return pixel > 0 ? std::min(lastPixel, std::floor(at / pixel)) : 0.0;
  };
  double begin = stepBegin(ends, steps.begin);
  double open = -1;  // the pixel that the last column begins in
  for (std::int64_t step = steps.begin; step < steps.end; ++step) {
    const double end = ends[static_cast<std::size_t>(step)];
    const double at = pixelOf(begin);
    if (at == open && end - columns.back().begin <= pixel) {
      add(columns.back(), step, end, live);
    } else {
      columns.push_back({begin, end, {step, step + 1}, step, step});
      open = at;
    }
    begin = end;
  }
  return columns;
}

}  // namespace tessera
