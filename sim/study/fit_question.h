#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "sim/study/demand.h"
#include "sim/study/study.h"

namespace tessera {

/// "Does it fit?" of every model on every board, under every runtime and stored as each type.
struct FitQuestion {
  StudyRequest common{};                ///< what all ask alike: its board, runtime and type do not
  std::vector<std::string> models{};    ///< files
  std::vector<std::string> boards{};    ///< names or files; none: the SRAM of `common`
  std::vector<std::string> runtimes{};  ///< none: those that run on the board (see `usualRuntimes`)
  std::vector<std::optional<Deployment>> types{std::nullopt};  ///< nothing: what is usual
  std::optional<Bytes> flash{};                                ///< at most this of a board's
  std::optional<std::chrono::nanoseconds> latency{};           ///< that a run may take
};

/// How far a figure holds.
enum class Basis : std::uint8_t {
  exact,     ///< the engine's own rules on the very file that it runs
  modelled,  ///< its rules on what a converter or generator would make of the file
  bound,     ///< at least
};

std::string_view name(Basis basis);

/// A tensor that is live at the peak.
struct LiveTensor {
  std::string name;
  Bytes bytes;
};

/// One model on one board under one runtime.
struct FitRow {
  std::string path{};
  StudyRequest request{};  ///< asks for just this
  Runtime runtime{};
  std::optional<TargetReport> target{};
  std::string modelName{};
  std::string deployment{};
  bool deploymentAssumed = false;
  std::string schedule{};
  Demand demand{};
  DeviceFit fit{};
  Basis basis = Basis::exact;
  Totals totals{};
  std::string peakOperator{};
  std::vector<LiveTensor> live{};  ///< at the peak, the largest first
  std::string cannotRun{};
  std::vector<std::string> warnings{};   ///< of the import, and what the figures leave out
  std::string failed{};                  ///< why there are no figures; then nothing else holds
  ErrorCode failure = ErrorCode::input;  ///< of that
  std::optional<double> milliseconds{};
  bool timeUnknown = false;      ///< there is a budget of time, and the time is not known
  bool timeUnsure = false;       ///< in time, but the end of its interval is not
  std::optional<bool> inTime{};  ///< with a budget of time; nothing where the time is not known

  /// The engine runs it, and memory and time suffice as far as they are known.
  bool fits() const;
};

/// The row of what the request asks for, which may be of any schedule.
FitRow fitRow(const std::string& path, const StudyRequest& request, const FitQuestion& question,
              const ModelReader& reader, const StudyWatch& watch);

struct FitWatch {
  const std::atomic<bool>* stop = nullptr;
  /// From any thread: rows known and in all.
  std::function<void(std::size_t done, std::size_t total)> progress;
};

/// Every row, what fits first: by model, then whether it fits, then the least board.
struct FitAnswer {
  std::vector<FitRow> rows;
  bool complete = true;  ///< not stopped
  bool anyFits() const;
};

/// Runtimes whose engines run networks and need not be asked for by name: that of the file where an
/// interpreter runs it, else all.
std::vector<std::string> usualRuntimes(bool interpreted);

/// Answers in parallel. Throws what reading boards, runtimes and options throws; where there are
/// several models, one that cannot be read is a row that says why.
FitAnswer answerFit(const FitQuestion& question, const ModelReader& reader, const FitWatch& watch);

}  // namespace tessera
