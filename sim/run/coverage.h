#pragma once

#include <map>
#include <vector>

#include "core/region.h"

namespace tessera {

/// Which positions of a feature map have been computed so far: disjoint sorted intervals a row.
class Coverage {
 public:
  /// Adds the region and returns how many of its positions were covered before.
  std::int64_t add(const Region& region);

  /// The smallest rectangle around the region's positions that are not covered.
  Region missing(const Region& region) const;

 private:
  std::map<std::int64_t, std::vector<Interval>> rows_;  // disjoint, ascending
};

}  // namespace tessera
