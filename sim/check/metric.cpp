#include "sim/check/metric.h"

#include <fmt/core.h>

#include "core/units.h"

namespace tessera {
namespace {

struct Words {
  std::string_view name;
  std::string_view jsonKey;
  std::string_view title;
};

constexpr PerMetric<Words> words{{{{"sram", "sram_bytes", "SRAM"},
                                   {"flash", "flash_bytes", "flash"},
                                   {"latency", "latency_ns", "latency"},
                                   {"macs", "macs", "MACs"},
                                   {"recompute", "recomputed_macs", "recomputed MACs"}}}};

bool isBytes(Metric metric) { return metric == Metric::sram || metric == Metric::flash; }

std::string positiveText(Metric metric, std::int64_t amount) {
  if (isBytes(metric)) return kib(Bytes(amount));
  if (metric == Metric::latency) return fmt::format("{:.4g} ms", static_cast<double>(amount) / 1e6);
  return siCount(amount);
}

}  // namespace

std::string_view name(Metric metric) { return words[metric].name; }
std::string_view jsonKey(Metric metric) { return words[metric].jsonKey; }
std::string_view title(Metric metric) { return words[metric].title; }

std::string amountText(Metric metric, std::int64_t amount) {
  if (amount >= 0) return positiveText(metric, amount);
  return "-" + positiveText(metric, checkedSub(0, amount));
}

std::string exactAmountText(Metric metric, std::int64_t amount) {
  if (isBytes(metric)) return exactBytes(Bytes(amount));
  return grouped(amount) + (metric == Metric::latency ? " ns" : " MACs");
}

}  // namespace tessera
