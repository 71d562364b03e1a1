#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "sim/check/config.h"
#include "sim/check/snapshot.h"

namespace tessera {

/// What an amount was held against.
enum class CheckKind : std::uint8_t { limit, target, baseline };

/// "limit", "target", "baseline".
std::string_view name(CheckKind kind);

/// One comparison of one model.
struct Check {
  Metric metric = Metric::sram;
  CheckKind kind = CheckKind::limit;
  std::int64_t actual = 0;
  std::int64_t reference = 0;  ///< the limit, what the board has, or the baseline
  std::int64_t allowed = 0;    ///< the most that passes; of a baseline with its tolerance
  std::string allowance;       ///< as it was written: "256KiB", "1%"
  std::size_t line = 1;        ///< of the configuration
  std::string culprit;         ///< of findings: who did it
  std::int64_t macsOnce = 0;   ///< of a limit on recomputed MACs: what it is a share of
  /// The least that passes, where a figure that has shrunk is a finding.
  std::optional<std::int64_t> least = std::nullopt;

  bool shrank() const { return least && actual < *least; }
  bool passed() const { return actual <= allowed && !shrank(); }
  bool improved() const { return kind == CheckKind::baseline && actual < reference; }
  /// Negative: what is too much, or too little.
  std::int64_t margin() const { return shrank() ? actual - *least : allowed - actual; }
};

/// Why a model has no results, or not all.
struct CheckFailure {
  ErrorCode code = ErrorCode::input;
  std::string text;
};

/// A finding that no figure is to blame for.
struct Objection {
  enum class Kind : std::uint8_t {
    noBaseline,  ///< the baseline lacks a model, and the configuration requires it
    strict,      ///< a note, where the configuration takes none
    cannotRun,   ///< the runtime does not run the model or its schedule
  };
  Kind kind = Kind::strict;
  std::string text;
};

/// "no-baseline", "strict", "cannot-run".
std::string_view name(Objection::Kind kind);

/// One model, checked.
struct ModelOutcome {
  std::string name;
  std::string path;
  std::size_t line = 1;  ///< of the configuration
  std::string setting;
  std::vector<Check> checks;
  std::vector<std::string> notes;
  std::optional<CheckFailure> failure;
  std::vector<Objection> objections = {};
  std::string cure = {};  ///< of a model that exceeds its SRAM: what would help; may be empty
  /// Where its SRAM changed or is too much: the arena as it was accepted and as it is now.
  std::string arenaAccepted = {};
  std::string arenaNow = {};
};

/// Why nothing could be checked: what is wrong with the configuration or the baseline.
struct InputFailure {
  CheckFailure why;
  std::string file;      ///< that is to blame; empty: none
  std::size_t line = 0;  ///< of the file; 0: none
};

/// What `tessera check` found.
struct CheckReport {
  std::string config;    ///< the file
  std::string baseline;  ///< the file; empty: none
  std::vector<ModelOutcome> models;
  std::vector<std::string> notes;
  std::optional<InputFailure> failure;  ///< where there is one, there are no models
  std::vector<Objection> objections = {};
};

/// What the board of a model has, where it is known.
struct TargetRoom {
  std::optional<std::int64_t> sram;
  std::optional<std::int64_t> flash;
};

/// Holds a run against its limits; against what its board has where no limit is set; and against
/// its baseline, where there is one. Metrics that are not known are left out.
std::vector<Check> judge(const CheckEntry& entry, const Snapshot& now, const TargetRoom& room,
                         const Snapshot* baseline);

/// Throws Error(unsupported) where a limit is set on a metric that is not known: no pass.
void refuseUnknownLimits(const CheckEntry& entry, const Snapshot& now);

/// One sentence: "resnet8: SRAM 51.2 KiB is 3.0 KiB above the baseline 48.2 KiB (+6.2 %; tolerance
/// 1%): 'conv2' at step 2 grew by ...".
std::string findingText(const std::string& model, const Check& check);

/// Makes an objection of each note that the report has by now.
void objectToNotes(CheckReport& report);

/// How many checks of the report do not pass, and objections.
std::size_t findings(const CheckReport& report);

/// The exit code: that of the gravest failure where there is one (70 before 5 before 4 before 3
/// before 2), else 1 where there are findings, else 0.
int exitCodeOf(const CheckReport& report);

}  // namespace tessera
