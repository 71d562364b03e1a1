#include "sim/check/culprit.h"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>

#include "core/units.h"
#include "sim/check/match.h"

namespace tessera {
namespace {

/// What the operator has of a metric other than SRAM.
std::int64_t partOf(const OperatorRecord& op, Metric metric) {
  switch (metric) {
    case Metric::flash:
      return op.weights;
    case Metric::latency:
      return op.cycles.value_or(0);
    case Metric::recompute:
      return op.recomputed;
    case Metric::macs:
    case Metric::sram:
      break;
  }
  return op.macs.value_or(0);
}

std::string partText(Metric metric, std::int64_t part) {
  if (metric == Metric::latency) return grouped(part) + " cycles";
  if (metric == Metric::flash) return exactBytes(Bytes(part)) + " of weights";
  return grouped(part) + " MACs";
}

bool isWorkspace(const BufferRecord& buffer) {
  return buffer.kind == "scratch" || buffer.kind == "im2col" || buffer.kind == "kernel";
}

std::string bufferText(const BufferRecord& buffer) {
  return (isWorkspace(buffer) ? "workspace '" : "tensor '") + buffer.name + "'";
}

std::string largestText(const BufferRecord& buffer, std::int64_t peakStep) {
  std::string text = fmt::format("peak at step {}; the largest {} there is '{}' ({})", peakStep,
                                 isWorkspace(buffer) ? "workspace" : "tensor", buffer.name,
                                 exactBytes(Bytes(buffer.atPeak)));
  if (buffer.writer.empty()) return text;
  return text + (isWorkspace(buffer) ? ", of '" : ", written by '") + buffer.writer + "'";
}

/// "'conv2' at step 2", or what else the buffer belongs to.
std::string ownerText(const BufferRecord& buffer) {
  if (!buffer.writer.empty()) return fmt::format("'{}' at step {}", buffer.writer, buffer.step);
  return fmt::format("{} from step {} on", bufferText(buffer), buffer.step);
}

struct Growth {
  std::size_t index = 0;
  std::int64_t bytes = 0;   ///< of its size
  std::int64_t atPeak = 0;  ///< of what of it is live at the peak
  std::int64_t oldBytes = 0;
  bool isNew = false;
};

/// The buffers live at the new peak that gained there, those that grew first, most first.
std::vector<Growth> grownBuffers(const Snapshot& before, const Snapshot& now) {
  const Matching matching = match(before, now);
  std::vector<Growth> grown;
  for (std::size_t i = 0; i < now.buffers.size(); ++i) {
    const BufferRecord& buffer = now.buffers[i];
    const auto& old = matching.buffers[i];
    const std::int64_t oldBytes = old ? before.buffers[*old].bytes : 0;
    const std::int64_t oldAtPeak = old ? before.buffers[*old].atPeak : 0;
    if (buffer.atPeak <= oldAtPeak) continue;
    grown.push_back({i, buffer.bytes - oldBytes, buffer.atPeak - oldAtPeak, oldBytes, !old});
  }
  std::stable_sort(grown.begin(), grown.end(), [](const Growth& a, const Growth& b) {
    return std::tuple(a.bytes > 0, a.atPeak) > std::tuple(b.bytes > 0, b.atPeak);
  });
  return grown;
}

std::string growthText(const Growth& growth, const BufferRecord& buffer) {
  if (growth.isNew) {
    return fmt::format("{} is new (in {}: {})", bufferText(buffer), ownerText(buffer),
                       exactBytes(Bytes(buffer.bytes)));
  }
  if (growth.bytes <= 0) {
    return fmt::format("{} of {} is live at the peak now ({})", bufferText(buffer),
                       ownerText(buffer), exactBytes(Bytes(buffer.atPeak)));
  }
  return fmt::format("{} grew by {} ({}: {} -> {})", ownerText(buffer),
                     exactBytes(Bytes(growth.bytes)), bufferText(buffer), grouped(growth.oldBytes),
                     exactBytes(Bytes(buffer.bytes)));
}

/// The buffer that grew most, away from the peak: it may have taken the gap of one that is there.
std::string grewAwayFromPeak(const Snapshot& before, const Snapshot& now) {
  const Matching matching = match(before, now);
  Growth most;
  for (std::size_t i = 0; i < now.buffers.size(); ++i) {
    const auto& old = matching.buffers[i];
    const std::int64_t oldBytes = old ? before.buffers[*old].bytes : 0;
    const std::int64_t bytes = now.buffers[i].bytes - oldBytes;
    if (bytes > most.bytes) most = {i, bytes, 0, oldBytes, !old};
  }
  if (most.bytes == 0)
    return "no tensor grew, but what the arena has around them; " + whoIsLargest(Metric::sram, now);
  return "no tensor at the peak grew; away from it " + growthText(most, now.buffers[most.index]);
}

std::string sramGrew(const Snapshot& before, const Snapshot& now) {
  const std::vector<Growth> grown = grownBuffers(before, now);
  if (grown.empty()) return grewAwayFromPeak(before, now);
  std::string text = growthText(grown.front(), now.buffers[grown.front().index]);
  if (grown.size() > 1) text += fmt::format(", and {} more at the peak", grown.size() - 1);
  return text;
}

}  // namespace

std::string whoGrew(Metric metric, const Snapshot& before, const Snapshot& now) {
  if (metric == Metric::sram) return sramGrew(before, now);
  const Matching matching = match(before, now);
  std::int64_t most = 0;
  std::string text;
  for (std::size_t i = 0; i < now.operators.size(); ++i) {
    const OperatorRecord& op = now.operators[i];
    const auto& old = matching.operators[i];
    const std::int64_t part = partOf(op, metric);
    const std::int64_t oldPart = old ? partOf(before.operators[*old], metric) : 0;
    if (part - oldPart <= most) continue;
    most = part - oldPart;
    text =
        old ? fmt::format("'{}' at step {} grew from {} to {}", op.name, op.step, grouped(oldPart),
                          partText(metric, part))
            : fmt::format("'{}' at step {} is new ({})", op.name, op.step, partText(metric, part));
  }
  if (!text.empty()) return text;
  return "no single operator grew (did a setting change?); " + whoIsLargest(metric, now);
}

std::string whoIsLargest(Metric metric, const Snapshot& now) {
  if (metric == Metric::sram) {
    const auto largest = std::max_element(
        now.buffers.begin(), now.buffers.end(),
        [](const BufferRecord& a, const BufferRecord& b) { return a.atPeak < b.atPeak; });
    if (largest == now.buffers.end()) return "it has no buffers";
    return largestText(*largest, now.peakStep);
  }
  const auto largest = std::max_element(now.operators.begin(), now.operators.end(),
                                        [&](const OperatorRecord& a, const OperatorRecord& b) {
                                          return partOf(a, metric) < partOf(b, metric);
                                        });
  if (largest == now.operators.end()) return "it has no operators";
  return fmt::format("'{}' at step {} has most, {}", largest->name, largest->step,
                     partText(metric, partOf(*largest, metric)));
}

}  // namespace tessera
