#include "sim/check/baseline.h"

#include <algorithm>

namespace tessera {

const Snapshot* Baseline::find(const std::string& name) const {
  const auto at = std::find_if(models.begin(), models.end(),
                               [&](const Snapshot& model) { return model.name == name; });
  return at == models.end() ? nullptr : &*at;
}

void accept(Baseline& baseline, const Snapshot& current) {
  const auto at = std::find_if(baseline.models.begin(), baseline.models.end(),
                               [&](const Snapshot& of) { return of.name == current.name; });
  if (at == baseline.models.end()) {
    baseline.models.push_back(current);
  } else {
    *at = current;
  }
}

bool ratchet(Snapshot& baseline, const Snapshot& current) {
  bool lowered = false;
  bool above = false;
  const Amounts before = baseline.amounts;
  for (const Metric metric : allMetrics) {
    if (!before[metric] || !current.amounts[metric]) continue;
    above = above || *current.amounts[metric] > *before[metric];
    if (*current.amounts[metric] >= *before[metric]) continue;
    baseline.amounts[metric] = current.amounts[metric];
    lowered = true;
  }
  if (!lowered || above) return lowered;
  const Amounts amounts = baseline.amounts;
  baseline = current;
  baseline.amounts = amounts;
  return lowered;
}

}  // namespace tessera
