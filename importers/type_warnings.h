#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/shape.h"

namespace tessera {

/// Where the file declares another shape than its operators give; only the first few are told one
/// by one.
class TypeWarnings {
 public:
  void add(const std::string& tensor, const Shape& inferred, const Shape& declared);
  std::vector<std::string> lines() const;

 private:
  std::vector<std::string> first_;
  std::size_t count_ = 0;
};

}  // namespace tessera
