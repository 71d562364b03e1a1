#pragma once

#include <string>
#include <vector>

#include "sim/check/snapshot.h"

namespace tessera {

/// What the models of a repository came to when somebody accepted it. One snapshot a name.
struct Baseline {
  std::vector<Snapshot> models;

  const Snapshot* find(const std::string& name) const;
};

/// Reads the JSON of a baseline (docs/check.md); `file` is what errors call it. Throws Error(input)
/// with file, line and key where it is malformed, of another version or names a model twice.
Baseline readBaseline(const std::string& text, const std::string& file);

/// A text that `readBaseline` reads back as the same; models in the order given.
std::string writeBaseline(const Baseline& baseline);

/// `current` in place of what the baseline says of that model, or behind the others.
void accept(Baseline& baseline, const Snapshot& current);

/// Lowers each amount that has improved and says whether there was one. Operators and buffers
/// become those of `current` where nothing is above the baseline.
bool ratchet(Snapshot& baseline, const Snapshot& current);

}  // namespace tessera
