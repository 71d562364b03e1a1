#include <algorithm>
#include <map>
#include <utility>

#include "core/checked.h"
#include "sim/check/snapshot.h"

namespace tessera {
namespace {

/// A change of the bytes taken, by its step.
using ByteChange = std::pair<std::int64_t, std::int64_t>;

std::int64_t mostAtOnce(std::vector<ByteChange> changes) {
  std::sort(changes.begin(), changes.end());  // at one step, what dies comes before what is born
  std::int64_t sum = 0;
  std::int64_t most = 0;
  for (const auto& [step, bytes] : changes) {
    sum = checkedAdd(sum, bytes);
    most = std::max(most, sum);
  }
  return most;
}

}  // namespace

std::vector<BufferRecord> bufferRecords(const std::vector<BufferUse>& uses, std::int64_t peak) {
  std::vector<BufferRecord> records;
  std::vector<std::vector<ByteChange>> changes;
  std::map<std::pair<std::string, std::string>, std::size_t> indices;
  for (const BufferUse& use : uses) {
    const auto [at, isNew] = indices.try_emplace({use.kind, use.name}, records.size());
    if (isNew) {
      records.push_back({use.name, use.kind, use.writer, use.firstStep, 0, 0});
      changes.emplace_back();
    }
    changes[at->second].emplace_back(use.firstStep, use.bytes);
    changes[at->second].emplace_back(use.endStep, -use.bytes);
    BufferRecord& record = records[at->second];
    if (use.firstStep <= peak && peak < use.endStep) {
      record.atPeak = checkedAdd(record.atPeak, use.bytes);
    }
  }
  for (std::size_t i = 0; i < records.size(); ++i) {
    records[i].bytes = mostAtOnce(std::move(changes[i]));
  }
  return records;
}

}  // namespace tessera
