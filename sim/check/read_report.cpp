#include "sim/check/read_report.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/checked.h"
#include "core/error.h"
#include "sim/located/placed.h"
#include "sim/target/target_values.h"

namespace tessera {
namespace {

constexpr const char* remake = "`tessera simulate --format json` writes such a report";

std::int64_t countAt(const Placed& at, std::string_view key) {
  return integerAt(at.required(key, remake), 0, INT64_MAX, "a number");
}

/// Patches that leave out what is never read recompute less than nothing.
std::int64_t recomputedAt(const Placed& at) {
  return integerAt(at.required("recomputed_macs", remake), -INT64_MAX, INT64_MAX, "a number");
}

std::optional<std::int64_t> optionalCount(const Placed& at, std::string_view key) {
  if (!at.member(key)) return std::nullopt;
  return countAt(at, key);
}

/// What `takeSnapshot` counts: the most complete figure that the report has.
std::int64_t sramOf(const Placed& root, const Placed& totals) {
  if (const auto sram = optionalCount(totals, "sram_bytes")) return *sram;
  if (const auto fits = root.member("fits")) {
    return countAt(fits->required("sram", remake), "needed_bytes");
  }
  if (const auto arena = root.member("tflm_arena")) return countAt(*arena, "arena_bytes");
  if (const auto arena = optionalCount(totals, "arena_bytes")) return *arena;
  return countAt(totals, "peak_bytes");
}

void addTo(std::optional<std::int64_t>& sum, std::int64_t more) {
  sum = checkedAdd(sum.value_or(0), more);
}

/// Runs `add`, whose sums may exceed 64 bits, as a part of what is read at that place.
template <class Add>
auto summed(const Placed& at, const Add& add) {
  try {
    return add();
  } catch (const Error& error) {
    if (!error.where().empty()) throw;
    at.fail(error.message(), remake);
  }
}

/// In nanoseconds: of the cycles where they and the clock are there, as `takeSnapshot` counts,
/// since milliseconds are rounded. Of a sum that leaves steps out, nothing.
std::optional<std::int64_t> latencyOf(const Placed& root, const Placed& totals) {
  const auto at = totals.member("latency_ms");
  if (!at || optionalCount(totals, "steps_of_unknown_cost").value_or(0) > 0) return std::nullopt;
  constexpr double most = 1e12;
  const double value = at->number();
  if (!(value >= 0 && value <= most)) at->fail("no duration in milliseconds", remake);
  const auto cycles = optionalCount(totals, "cycles");
  const auto clock = optionalCount(root.required("target", remake), "clock_hz");
  if (!cycles || clock.value_or(0) < 1) return std::llround(value * 1e6);
  return summed(totals, [&] { return nanoseconds(Cycles(*cycles), Hertz(*clock)); });
}

std::vector<OperatorRecord> readOperators(const Placed& steps) {
  std::vector<OperatorRecord> records;
  std::map<std::string, std::size_t> indices;
  std::int64_t index = 0;
  for (const Placed& step : steps.elements()) {
    const std::string name = oneLine(step.required("operator", remake).string());
    const auto [at, isNew] = indices.try_emplace(name, records.size());
    if (isNew) records.push_back({name, {}, {}, index, std::nullopt, 0, std::nullopt, 0});
    OperatorRecord& record = records[at->second];
    summed(step, [&] {
      if (const auto macs = optionalCount(step, "macs")) addTo(record.macs, *macs);
      if (const auto cycles = optionalCount(step, "cycles")) addTo(record.cycles, *cycles);
      if (step.member("recomputed_macs")) {
        record.recomputed = checkedAdd(record.recomputed, recomputedAt(step));
      }
    });
    ++index;
  }
  return records;
}

std::string recordName(const Placed& buffer, const std::string& kind) {
  const bool workspace = kind == "scratch" || kind == "im2col" || kind == "kernel";
  return oneLine(buffer.required(workspace ? "name" : "tensor", remake).string());
}

std::vector<BufferRecord> readBuffers(const Placed& buffers, std::int64_t peak) {
  std::vector<BufferUse> uses;
  for (const Placed& at : buffers.elements()) {
    const std::string kind = oneLine(at.required("kind", remake).string());
    uses.push_back({recordName(at, kind),
                    kind,
                    {},
                    countAt(at, "bytes"),
                    countAt(at, "first_step"),
                    countAt(at, "end_step")});
  }
  return summed(buffers, [&] { return bufferRecords(uses, peak); });
}

bool hasKey(const Located& json, std::string_view key) {
  const auto* table = std::get_if<Located::Table>(&json.value);
  return table != nullptr &&
         std::any_of(table->begin(), table->end(),
                     [key](const LocatedMember& member) { return member.key == key; });
}

}  // namespace

bool isReport(const Located& json) { return hasKey(json, "schema_version"); }

bool isSimulationReport(const Located& json) {
  return hasKey(json, "steps") && hasKey(json, "buffers");
}

Snapshot readReport(const Located& json, const std::string& file) {
  const LocatedFile located{file, remake};
  const Placed root(json, located);
  checkVersion(root, "schema_version", reportSchemaVersion);
  const Placed totals = root.required("totals", remake);
  Snapshot snapshot;
  const Placed model = root.required("model", remake);
  snapshot.name = nameAt(model.required("name", remake));
  snapshot.setting = nameAt(root.required("schedule", remake).required("name", remake)) + ", " +
                     nameAt(root.required("target", remake).required("runtime", remake));
  snapshot.amounts[Metric::sram] = sramOf(root, totals);
  snapshot.amounts[Metric::flash] = optionalCount(totals, "flash_bytes");
  snapshot.amounts[Metric::latency] = latencyOf(root, totals);
  snapshot.macsOnce = countAt(totals, "macs");
  snapshot.peakStep = optionalCount(totals, "peak_step").value_or(0);
  snapshot.operators = readOperators(root.required("steps", remake));
  // Totals leave out operators of unknown work: such a sum is not compared.
  if (std::all_of(snapshot.operators.begin(), snapshot.operators.end(),
                  [](const OperatorRecord& op) { return op.macs.has_value(); })) {
    snapshot.amounts[Metric::macs] = countAt(totals, "executed_macs");
    snapshot.amounts[Metric::recompute] = recomputedAt(totals);
  }
  snapshot.buffers = readBuffers(root.required("buffers", remake), snapshot.peakStep);
  return snapshot;
}

}  // namespace tessera
