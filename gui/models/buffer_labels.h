#pragma once

#include <string>
#include <vector>

#include "gui/models/run.h"

namespace tessera::gui {

/// What the arena map writes on a buffer: the operator that writes it, without what all names of
/// the network begin with.
class BufferLabels {
 public:
  BufferLabels() = default;
  explicit BufferLabels(Run run);

  /// From the longest to the shortest: "expand/Relu6 0,3", "expand/Relu6", "Relu6".
  std::vector<std::string> forms(std::size_t buffer) const;

 private:
  std::string nameOf(std::size_t buffer) const;

  Run run_;
  std::size_t common_ = 0;  // letters that all operators' names begin with
};

/// What all of them begin with, up to the end of a word of it: "net/block_" is "net/" of these.
std::size_t commonPrefix(const std::vector<std::string>& names);

}  // namespace tessera::gui
