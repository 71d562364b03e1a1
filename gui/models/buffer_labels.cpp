#include "gui/models/buffer_labels.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/error.h"

namespace tessera::gui {
namespace {

constexpr std::string_view wordEnds = "/.:;";
constexpr std::size_t fewLetters = 3;

}  // namespace

std::size_t commonPrefix(const std::vector<std::string>& names) {
  if (names.size() < 2) return 0;
  std::string_view common = names.front();
  for (const std::string& name : names) {
    const auto differs = std::mismatch(common.begin(), common.end(), name.begin(), name.end());
    common = common.substr(0, static_cast<std::size_t>(differs.first - common.begin()));
  }
  const std::size_t end = common.find_last_of(wordEnds);
  return end == std::string_view::npos ? 0 : end + 1;
}

BufferLabels::BufferLabels(Run run) : run_(std::move(run)) {
  if (run_ == nullptr) return;
  std::vector<std::string> names;
  for (const Operator& op : run_->report.model.graph.operators()) names.push_back(op.name);
  common_ = commonPrefix(names);
}

std::string BufferLabels::nameOf(std::size_t buffer) const {
  const Graph& graph = run_->report.model.graph;
  const Buffer& shown = run_->report.run.trace.buffers[buffer];
  const auto producer = graph.producer(shown.tensor);
  if (!producer || isPersistent(shown.kind)) return oneLine(bufferName(graph, shown));
  const std::string name = oneLine(graph[*producer].name.substr(common_));
  return shown.kind == BufferKind::scratch ? name + " scratch" : name;
}

std::vector<std::string> BufferLabels::forms(std::size_t buffer) const {
  std::vector<std::string> found;
  std::string name = nameOf(buffer);
  const auto& patch = run_->report.run.trace.buffers[buffer].patch;
  if (patch) found.push_back(fmt::format("{} {},{}", name, patch->row, patch->column));
  found.push_back(name);
  for (std::size_t at = name.find('/'); at != std::string::npos; at = name.find('/')) {
    name.erase(0, at + 1);
    if (name.size() >= fewLetters) found.push_back(name);
  }
  return found;
}

}  // namespace tessera::gui
