#include "sim/report/pairs.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sim/cost/percentile.h"
#include "sim/report/run_figures.h"

namespace tessera {

Document pairsDocument(const std::vector<PairLeftOut>& pairs, const Reader& reader) {
  std::vector<PairLeftOut> worstFirst = pairs;
  std::stable_sort(worstFirst.begin(), worstFirst.end(),
                   [](const PairLeftOut& a, const PairLeftOut& b) {
                     return std::abs(a.error) > std::abs(b.error);
                   });
  Table table{{{"engine version on board", Align::left, false, "pair"},
               {"error", Align::right, false, "error"}},
              {}};
  std::vector<double> errors;
  double sum = 0;
  for (const PairLeftOut& of : worstFirst) {
    errors.push_back(std::abs(of.error));
    sum += errors.back();
    table.rows.push_back(
        {{of.pair.label, figure(signedPercent(of.error), fmt::format("{:.4f}", of.error))}});
  }
  if (reader.isProgram()) return programDocument(std::move(table));
  Document document;
  document.dialect = MarkdownDialect::calibration;
  const double count = static_cast<double>(std::max<std::size_t>(errors.size(), 1));
  document.sections.push_back(
      {"",
       {Remark{
            fmt::format("{} pairs, each predicted by log(scale) = engine version + board from all "
                        "others: {} off in the mean, {} at the 90th percentile.",
                        errors.size(), percent(sum / count), percent(percentile90(errors)))},
        std::move(table)}});
  return document;
}

}  // namespace tessera
