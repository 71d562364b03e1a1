#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/deployment.h"
#include "core/shape.h"
#include "core/units.h"
#include "sim/memory/planner.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// In which order operators run.
enum class OrderKind : std::uint8_t {
  file,  ///< as the file has them
  best,  ///< the order of least peak layer by layer that is found
};

std::string_view name(OrderKind order);  // "file", "best"

/// How far the searches of a study go. Steps are counted, not seconds: the same request gives the
/// same figures on every machine. A time limit is what a user adds; a report says where it cut.
struct SearchLimits {
  std::int64_t planSteps = 100'000;  ///< of the exact planner, some microseconds each; 0: no limit
  std::int64_t orderSteps = 60'000;  ///< of the search for an order, likewise
  std::chrono::milliseconds planTime{0};   ///< 0: none
  std::chrono::milliseconds orderTime{0};  ///< likewise

  friend bool operator==(const SearchLimits&, const SearchLimits&) = default;
};

/// Everything that decides what a run of a model comes to: what the options of the command line, an
/// entry of tessera.toml and the settings of the app fill.
struct StudyRequest {
  std::map<std::string, Shape> inputShapes{};  ///< of graph inputs, by name
  std::optional<Deployment> deployment{};      ///< nothing: what is usual of the file's format
  std::vector<std::string> rewritesMade{};     ///< beside the format's and the runtime's own
  std::vector<std::string> rewritesNotMade{};
  std::string runtime{};                ///< a name or a .toml file; empty: what is usual
  std::vector<std::string> switches{};  ///< KEY=VALUE, see `setSwitch`
  std::string board{};                  ///< a name or a .toml file; empty: none
  std::optional<Hertz> clock{};         ///< nothing: the board's
  std::string engineVersion{};          ///< whose latency; empty: the latest that was measured
  std::optional<Bytes> sram{};          ///< that a run may take in all; nothing: the board's
  OrderKind order = OrderKind::file;
  std::optional<PlannerKind> planner{};      ///< nothing: the runtime's
  std::string schedule = "layer";            ///< in words, or the name of a .json file
  std::optional<TilePolicy> tiles{};         ///< nothing: as the runtime does
  std::optional<StageInput> stageInput{};    ///< likewise
  std::optional<TileBuffers> tileBuffers{};  ///< likewise
  SearchLimits limits{};

  friend bool operator==(const StudyRequest&, const StudyRequest&) = default;
};

}  // namespace tessera
