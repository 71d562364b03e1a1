#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tessera {

/// What a check compares, each an integer: SRAM and flash in bytes, latency in nanoseconds, MACs
/// and recomputed MACs as counts.
enum class Metric : std::uint8_t { sram, flash, latency, macs, recompute };

constexpr std::array<Metric, 5> allMetrics{Metric::sram, Metric::flash, Metric::latency,
                                           Metric::macs, Metric::recompute};

/// One value for each metric.
template <class Value>
struct PerMetric {
  std::array<Value, allMetrics.size()> values{};

  Value& operator[](Metric metric) { return values[static_cast<std::size_t>(metric)]; }
  const Value& operator[](Metric metric) const { return values[static_cast<std::size_t>(metric)]; }
  friend bool operator==(const PerMetric&, const PerMetric&) = default;
};

/// What a run comes to; nothing where a metric is not known.
using Amounts = PerMetric<std::optional<std::int64_t>>;

/// The key of configuration files: "sram".
std::string_view name(Metric metric);

/// The key of JSON files, with its unit: "sram_bytes".
std::string_view jsonKey(Metric metric);

/// What reports call it: "SRAM".
std::string_view title(Metric metric);

/// "51.2 KiB", "8.12 ms", "300.77 M"; negative amounts too.
std::string amountText(Metric metric, std::int64_t amount);

/// To the last unit: "3 072 B", "1 204 ns", "300 774 272 MACs".
std::string exactAmountText(Metric metric, std::int64_t amount);

}  // namespace tessera
