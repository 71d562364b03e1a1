#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/check/snapshot.h"
#include "sim/check/tolerance.h"

namespace tessera {

/// One operator or buffer of two runs. Nothing on the side where it does not exist.
struct Change {
  std::string name;     ///< in the new run; in the old one where it is gone
  std::string oldName;  ///< where it was renamed
  std::optional<std::int64_t> before;
  std::optional<std::int64_t> after;

  std::int64_t by() const { return after.value_or(0) - before.value_or(0); }
};

/// What changed in one figure of the operators or buffers.
struct ChangeTable {
  std::string key;    ///< "operator_macs"
  std::string title;  ///< "MACs of operators"
  bool bytes = false;
  std::vector<Change>
      changes;  ///< by how much they changed, most first; those that did not left out
  std::size_t unchanged = 0;
  std::int64_t before = 0;  ///< sum of all
  std::int64_t after = 0;
};

/// A growth that fails: `--fail-on sram=1%`.
struct FailOn {
  Metric metric = Metric::sram;
  Tolerance tolerance;
};

/// What came of a `FailOn`.
struct GrowthCheck {
  FailOn condition;
  std::int64_t before = 0;
  std::int64_t after = 0;

  bool broken() const;
};

/// Two runs, the old one and the new one.
struct Difference {
  std::string oldTitle;  ///< name and setting
  std::string newTitle;
  Amounts before;
  Amounts after;
  std::vector<ChangeTable> tables;
  std::vector<GrowthCheck> checks = {};  ///< what was asked of it; nothing, as long as nobody did
};

/// Compares MACs, weights (where both runs know them) and cycles (likewise) of operators and the
/// bytes of buffers, matched by `match`. Throws Error(input) where a sum exceeds 64 bits.
Difference difference(const Snapshot& before, const Snapshot& after);

/// "sram=1%", "macs=0%", "flash=512B". Throws Error(usage).
FailOn failOnFromText(const std::string& text);

/// Holds a difference against each condition. Throws Error(unsupported) where a metric is not known
/// in both.
std::vector<GrowthCheck> judgeGrowth(const Difference& difference,
                                     const std::vector<FailOn>& conditions);

/// One sentence: "SRAM grew by 8.0 KiB, from 48.0 KiB to 56.0 KiB; --fail-on allows 1%".
std::string growthText(const GrowthCheck& check);

}  // namespace tessera
