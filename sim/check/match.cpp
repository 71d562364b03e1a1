#include "sim/check/match.h"

#include <algorithm>
#include <deque>
#include <map>
#include <string>
#include <tuple>

namespace tessera {
namespace {

using Match = std::vector<std::optional<std::size_t>>;

/// Matches what is still free on both sides by `keyOf`, in order; records without a key stay free.
template <class Record, class OldKey, class NewKey>
void matchBy(const std::vector<Record>& before, const std::vector<Record>& after,
             const OldKey& oldKey, const NewKey& newKey, Match& matches) {
  std::vector<bool> taken(before.size(), false);
  for (const auto& old : matches) {
    if (old) taken[*old] = true;
  }
  using Key = typename std::invoke_result_t<OldKey, std::size_t>::value_type;
  std::map<Key, std::deque<std::size_t>> free;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto key = oldKey(i);
    if (!taken[i] && key) free[*key].push_back(i);
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (matches[i]) continue;
    const auto key = newKey(i);
    const auto found = key ? free.find(*key) : free.end();
    if (found == free.end() || found->second.empty()) continue;
    matches[i] = found->second.front();
    found->second.pop_front();
  }
}

bool knowsTypes(const Snapshot& snapshot) {
  return std::all_of(snapshot.operators.begin(), snapshot.operators.end(),
                     [](const OperatorRecord& op) { return !op.type.empty(); });
}

Match matchOperators(const Snapshot& before, const Snapshot& after) {
  using Key = std::tuple<std::string, std::string, std::int64_t>;
  Match matches(after.operators.size());
  const auto byName = [](const Snapshot& of) {
    return [&of](std::size_t i) { return std::optional(of.operators[i].name); };
  };
  matchBy(before.operators, after.operators, byName(before), byName(after), matches);
  // Without types, work stands for them: a renamed operator has the same.
  const bool typed = knowsTypes(before) && knowsTypes(after);
  const auto byStructure = [typed](const Snapshot& of) {
    return [&of, typed](std::size_t i) -> std::optional<Key> {
      const OperatorRecord& op = of.operators[i];
      if (typed) return Key{op.type, op.output, 0};
      if (!op.macs) return std::nullopt;
      return Key{"", "", *op.macs};
    };
  };
  matchBy(before.operators, after.operators, byStructure(before), byStructure(after), matches);
  return matches;
}

Match matchBuffers(const Snapshot& before, const Snapshot& after, const Match& operators) {
  using Key = std::pair<std::string, std::string>;
  Match matches(after.buffers.size());
  const auto byName = [](const Snapshot& of) {
    return [&of](std::size_t i) {
      return std::optional(Key{of.buffers[i].kind, of.buffers[i].name});
    };
  };
  matchBy(before.buffers, after.buffers, byName(before), byName(after), matches);
  const auto byNameAlone = [](const Snapshot& of) {
    return [&of](std::size_t i) { return std::optional(of.buffers[i].name); };
  };
  matchBy(before.buffers, after.buffers, byNameAlone(before), byNameAlone(after), matches);
  std::map<std::string, std::string> oldNames;
  for (std::size_t i = 0; i < operators.size(); ++i) {
    if (!operators[i]) continue;
    oldNames[after.operators[i].name] = before.operators[*operators[i]].name;
  }
  const auto byWriter = [&before](std::size_t i) -> std::optional<Key> {
    const BufferRecord& buffer = before.buffers[i];
    if (buffer.writer.empty()) return std::nullopt;
    return Key{buffer.kind, buffer.writer};
  };
  const auto byOldWriter = [&](std::size_t i) -> std::optional<Key> {
    const auto old = oldNames.find(after.buffers[i].writer);
    if (old == oldNames.end()) return std::nullopt;
    return Key{after.buffers[i].kind, old->second};
  };
  matchBy(before.buffers, after.buffers, byWriter, byOldWriter, matches);
  return matches;
}

}  // namespace

Matching match(const Snapshot& before, const Snapshot& after) {
  Matching matching;
  matching.operators = matchOperators(before, after);
  matching.buffers = matchBuffers(before, after, matching.operators);
  return matching;
}

}  // namespace tessera
