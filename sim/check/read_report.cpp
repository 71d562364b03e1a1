#include "sim/check/read_report.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/checked.h"
#include "core/error.h"
#include "sim/located/placed.h"
#include "sim/report/model_json.h"
#include "sim/target/target_values.h"

namespace tessera {
namespace {

constexpr const char* remakeReport = "`tessera simulate --format json` writes such a report";

std::int64_t requiredCount(const Placed& at, std::string_view key) {
  return integerAt(at.required(key, remakeReport), 0, INT64_MAX, "a number");
}

/// Patches that leave out what is never read recompute less than nothing.
std::int64_t requiredRecomputed(const Placed& at) {
  return integerAt(at.required("recomputed_macs", remakeReport), -INT64_MAX, INT64_MAX, "a number");
}

/// What `takeSnapshot` counts: the most complete figure that the report has.
std::int64_t sramOf(const Placed& root, const Placed& totals) {
  if (const auto sram = optionalCount(totals, "sram_bytes")) return *sram;
  if (const auto fits = root.member("fits")) {
    return requiredCount(fits->required("sram", remakeReport), "needed_bytes");
  }
  if (const auto arena = root.member("tflm_arena")) return requiredCount(*arena, "arena_bytes");
  if (const auto arena = optionalCount(totals, "arena_bytes")) return *arena;
  return requiredCount(totals, "peak_bytes");
}

/// Runs `add`, whose sums may exceed 64 bits, as a part of what is read at that place.
template <class Add>
auto summed(const Placed& at, const Add& add) {
  try {
    return add();
  } catch (const Error& error) {
    if (!error.where().empty()) throw;
    at.fail(error.message(), remakeReport);
  }
}

/// In nanoseconds: of the cycles where they and the clock are there, as `takeSnapshot` counts,
/// since milliseconds are rounded. Of a sum that leaves steps out, nothing.
std::optional<std::int64_t> latencyOf(const Placed& root, const Placed& totals) {
  const auto at = totals.member("latency_ms");
  if (!at || optionalCount(totals, "steps_of_unknown_cost").value_or(0) > 0) return std::nullopt;
  constexpr double most = 1e12;
  const double value = at->number();
  if (!(value >= 0 && value <= most)) at->fail("no duration in milliseconds", remakeReport);
  const auto cycles = optionalCount(totals, "cycles");
  const auto clock = optionalCount(root.required("target", remakeReport), "clock_hz");
  if (!cycles || clock.value_or(0) < 1) return std::llround(value * 1e6);
  return summed(totals, [&] { return nanoseconds(Cycles(*cycles), Hertz(*clock)); });
}

std::vector<OperatorRecord> readOperators(const Placed& steps) {
  std::vector<OperatorRecord> records;
  std::map<std::string, std::size_t> indices;
  std::int64_t index = 0;
  for (const Placed& step : steps.elements()) {
    const std::string name = oneLine(step.required("operator", remakeReport).string());
    const auto [at, isNew] = indices.try_emplace(name, records.size());
    if (isNew) records.push_back({name, {}, {}, index, std::nullopt, 0, std::nullopt, 0});
    OperatorRecord& record = records[at->second];
    summed(step, [&] {
      if (const auto macs = optionalCount(step, "macs")) addToSum(record.macs, *macs);
      if (const auto cycles = optionalCount(step, "cycles")) addToSum(record.cycles, *cycles);
      if (step.member("recomputed_macs")) {
        record.recomputed = checkedAdd(record.recomputed, requiredRecomputed(step));
      }
    });
    ++index;
  }
  return records;
}

std::string recordName(const Placed& buffer, const std::string& kind) {
  const bool workspace = kind == "scratch" || kind == "im2col" || kind == "kernel";
  return oneLine(buffer.required(workspace ? "name" : "tensor", remakeReport).string());
}

std::vector<BufferRecord> readBuffers(const Placed& buffers, std::int64_t peak) {
  std::vector<BufferUse> uses;
  for (const Placed& at : buffers.elements()) {
    const std::string kind = oneLine(at.required("kind", remakeReport).string());
    uses.push_back({recordName(at, kind),
                    kind,
                    {},
                    requiredCount(at, "bytes"),
                    requiredCount(at, "first_step"),
                    requiredCount(at, "end_step")});
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
  const LocatedFile located{file, remakeReport};
  const Placed root(json, located);
  checkVersion(root, "schema_version", reportSchemaVersion);
  const Placed totals = root.required("totals", remakeReport);
  Snapshot snapshot;
  const Placed model = root.required("model", remakeReport);
  snapshot.name = nameAt(model.required("name", remakeReport));
  snapshot.setting =
      nameAt(root.required("schedule", remakeReport).required("name", remakeReport)) + ", " +
      nameAt(root.required("target", remakeReport).required("runtime", remakeReport));
  if (const auto other = root.member("other_settings")) {
    snapshot.setting += ", " + nameAt(*other);
  }
  snapshot.amounts[Metric::sram] = sramOf(root, totals);
  snapshot.amounts[Metric::flash] = optionalCount(totals, "flash_bytes");
  snapshot.amounts[Metric::latency] = latencyOf(root, totals);
  snapshot.macsOnce = requiredCount(totals, "macs");
  snapshot.peakStep = optionalCount(totals, "peak_step").value_or(0);
  snapshot.operators = readOperators(root.required("steps", remakeReport));
  // Totals leave out operators of unknown work: such a sum is not compared.
  if (std::all_of(snapshot.operators.begin(), snapshot.operators.end(),
                  [](const OperatorRecord& op) { return op.macs.has_value(); })) {
    snapshot.amounts[Metric::macs] = requiredCount(totals, "executed_macs");
    snapshot.amounts[Metric::recompute] = requiredRecomputed(totals);
  }
  snapshot.buffers = readBuffers(root.required("buffers", remakeReport), snapshot.peakStep);
  return snapshot;
}

}  // namespace tessera
