#include "sim/verify/live_bytes.h"

#include <algorithm>

#include "sim/verify/dense.h"

namespace tessera::verify {

LiveBytes::LiveBytes(const Graph& graph, const Trace& trace, const ArenaPlan& plan)
    : graph_(graph),
      trace_(trace),
      plan_(plan),
      memory_(static_cast<std::size_t>(plan.arena.count())),
      begins_(trace.steps.size() + 1),
      ends_(trace.steps.size() + 1),
      successor_(trace.buffers.size()),
      related_(trace.buffers.size()),
      live_(graph.tensors().size()),
      held_(graph.tensors().size()),
      beside_(graph.tensors().size()),
      sums_(graph.tensors().size()) {
  for (std::size_t i = 0; i < trace.buffers.size(); ++i) {
    const Interval steps = trace.buffers[i].steps;
    if (steps.empty()) continue;
    begins_[static_cast<std::size_t>(steps.begin)].push_back(i);
    ends_[static_cast<std::size_t>(steps.end)].push_back(i);
    if (takesOver(i)) successor_[*trace.buffers[i].overwrites] = i;
    if (trace.buffers[i].before) related_[*trace.buffers[i].overwrites] = i;
  }
}

bool LiveBytes::takesOver(std::size_t buffer) const {
  const auto over = trace_.buffers[buffer].overwrites;
  return over && !trace_.buffers[buffer].before &&
         trace_.buffers[*over].steps.end == trace_.buffers[buffer].steps.begin;
}

bool LiveBytes::beginsWhenWritten(std::size_t buffer) const {
  const Buffer& it = trace_.buffers[buffer];
  const auto first = static_cast<std::size_t>(it.steps.begin);
  if (first >= trace_.steps.size()) return false;
  const Step& step = trace_.steps[first];
  return graph_.producer(it.tensor) == step.op && (!it.patch || *it.patch == step.patch) &&
         (it.channels.empty() || it.channels == step.channels);
}

Interval LiveBytes::addresses(std::size_t buffer) const {
  const std::int64_t offset = plan_.offsets[buffer].count();
  return {offset, offset + trace_.buffers[buffer].bytes.count()};
}

void LiveBytes::enter(std::size_t step) {
  step_ = step;
  for (const std::size_t buffer : ends_[step]) end(buffer);
  for (const std::size_t buffer : begins_[step]) begin(buffer);
}

void LiveBytes::poisonWorkspace() {
  for (const std::size_t buffer : workspace_) memory_.poison(addresses(buffer));
}

void LiveBytes::begin(std::size_t buffer) {
  const Buffer& it = trace_.buffers[buffer];
  if (isWorkspace(it.kind)) return workspace_.push_back(buffer);
  live(it) = buffer;
  Interval fresh = addresses(buffer);
  if (takesOver(buffer)) {
    // Before it is written it holds the input; after it, its own values.
    if (!beginsWhenWritten(buffer)) return;
    fresh.begin = std::max(fresh.begin, addresses(*it.overwrites).end);
  }
  poisonApart(fresh, it.before ? it.overwrites : std::nullopt);
}

void LiveBytes::end(std::size_t buffer) {
  const Buffer& it = trace_.buffers[buffer];
  if (isWorkspace(it.kind)) {
    std::erase(workspace_, buffer);
    return;
  }
  auto& noted = live(it);
  if (noted == buffer) noted.reset();
  Interval dead = addresses(buffer);
  if (const auto next = successor_[buffer]) dead.begin = std::max(dead.begin, addresses(*next).end);
  poisonApart(dead, related_[buffer]);
}

void LiveBytes::poisonApart(Interval range, std::optional<std::size_t> other) {
  if (!other || !trace_.buffers[*other].steps.contains(static_cast<std::int64_t>(step_))) {
    return memory_.poison(range);
  }
  const Interval kept = addresses(*other);
  memory_.poison({range.begin, std::min(range.end, kept.begin)});
  memory_.poison({std::max(range.begin, kept.end), range.end});
}

void LiveBytes::poison(const TensorView& view, const Box& box) {
  const auto size = static_cast<std::int64_t>(elementBytes(*view.tensor));
  const std::int64_t first = view.data - memory_.at(0);
  forEachRow(view, box, [&](const auto&, std::int64_t offset, std::int64_t count) {
    const std::int64_t step = view.strides.empty() ? 1 : view.strides.back();
    const std::int64_t run = step == 1 ? count : 1;  // elements side by side
    for (std::int64_t i = 0; i < count; i += run) {
      const std::int64_t begin = first + (offset + i * step) * size;
      memory_.poison({begin, begin + run * size});
    }
  });
}

std::optional<std::size_t>& LiveBytes::live(const Buffer& buffer) {
  const std::size_t tensor = buffer.tensor.index();
  if (buffer.kind == BufferKind::beside) return beside_[tensor];
  if (buffer.kind == BufferKind::sums) return sums_[tensor];
  return buffer.kind == BufferKind::cache ? held_[tensor] : live_[tensor];
}

std::optional<std::size_t> LiveBytes::held(TensorId tensor, BufferKind kind) const {
  if (kind == BufferKind::sums) return sums_[tensor.index()];
  return kind == BufferKind::beside ? beside_[tensor.index()] : held_[tensor.index()];
}

std::optional<std::size_t> LiveBytes::readable(TensorId tensor) const {
  if (const auto live = live_[tensor.index()]) return live;
  for (const std::size_t buffer : begins_[step_]) {
    if (!takesOver(buffer) || !beginsWhenWritten(buffer)) continue;
    const std::size_t over = *trace_.buffers[buffer].overwrites;
    if (trace_.buffers[over].tensor == tensor) return over;
  }
  return std::nullopt;
}

std::optional<std::size_t> LiveBytes::writable(TensorId tensor) const {
  if (const auto live = live_[tensor.index()]) return live;
  for (const std::size_t buffer : begins_[step_ + 1]) {
    if (trace_.buffers[buffer].tensor == tensor && takesOver(buffer)) return buffer;
  }
  return std::nullopt;
}

std::optional<std::size_t> LiveBytes::overwritten(std::size_t buffer) const {
  if (!takesOver(buffer)) return std::nullopt;
  const auto first = static_cast<std::size_t>(trace_.buffers[buffer].steps.begin);
  const bool now = beginsWhenWritten(buffer) ? first == step_ : first == step_ + 1;
  return now ? trace_.buffers[buffer].overwrites : std::nullopt;
}

}  // namespace tessera::verify
