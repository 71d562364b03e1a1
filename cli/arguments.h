#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/options/help.h"
#include "cli/terminal.h"
#include "core/deployment.h"
#include "core/shape.h"
#include "core/units.h"
#include "sim/cost/calibrate.h"
#include "sim/memory/planner.h"
#include "sim/report/plan.h"
#include "sim/report/timeline_text.h"
#include "sim/schedule/schedule.h"

namespace tessera::cli {

/// What every command that reads a model understands.
struct ModelArguments {
  std::string path;
  std::string file;          ///< what is read: of the path "-" a file that has stdin; see `settled`
  bool interpreted = false;  ///< an interpreter runs the file as it stands; see `settled`
  std::map<std::string, Shape> inputShapes;
  std::vector<std::string> enabledRewrites;
  std::vector<std::string> disabledRewrites;
  std::optional<Deployment> deployment;  ///< nothing: what is usual of the file's format
  Verbosity verbosity = Verbosity::normal;
};

/// A form of the report, by its name, and the file that it goes to ("-" or empty: stdout).
struct Export {
  std::string format;
  std::string path;
};

struct OutputArguments {
  std::string format{};  ///< by name; empty: the command's first, text
  std::string path{};    ///< empty: stdout
  ColorWish color = ColorWish::automatic;
  std::vector<Export> exports{};  ///< further forms, each to its file
  Verbosity verbosity = Verbosity::normal;
};

/// How memory is counted, and how patches are run where a schedule does not say it itself (nothing:
/// as the runtime does).
struct CountingArguments {
  std::string runtime;                ///< empty: what is usual of the model's format
  std::vector<std::string> switches;  ///< KEY=VALUE
  std::optional<TilePolicy> tiles;
  std::optional<StageInput> stageInput;
  std::optional<TileBuffers> tileBuffers;
};

enum class OrderKind : std::uint8_t { file, best };

/// In which order operators run.
struct OrderArguments {
  OrderKind kind = OrderKind::file;
  std::chrono::milliseconds timeLimit{10'000};  ///< of the search for the best; 0: none
};

/// The board: a name or a .toml file; empty: none.
struct TargetArguments {
  std::string board;
  std::optional<Hertz> clock;  ///< instead of the board's
};

struct InspectArguments {
  ModelArguments model;
  OutputArguments output;
  CountingArguments counting;
  std::string schedule;  ///< empty: none
  bool receptiveField = false;
  bool all = false;
};

struct SimulateArguments {
  ModelArguments model;
  OutputArguments output;
  CountingArguments counting;
  TargetArguments target;
  OrderArguments order;
  std::string schedule = "layer";
  TimelineAxis timeline = TimelineAxis::none;
  bool why = false;
  bool all = false;
};

struct CompareArguments {
  ModelArguments model;
  OutputArguments output;
  CountingArguments counting;
  TargetArguments target;
  std::vector<std::string> schedules;
  std::string reference;  ///< one of `schedules`; empty: the first
};

struct SearchArguments {
  ModelArguments model;
  OutputArguments output;  ///< `path` takes the winning schedule, the report goes to stdout
  CountingArguments counting;
  TargetArguments target;
  std::optional<Bytes> sram;  ///< nothing: what the target has
  std::optional<std::chrono::nanoseconds> latency;
  std::int64_t largestGrid = 8;
  bool rectangular = false;
  bool all = false;
};

struct VerifyArguments {
  ModelArguments model;
  OutputArguments output;
  CountingArguments counting;
  OrderArguments order;
  std::string schedule = "layer";
  std::optional<PlannerKind> planner;           ///< nothing: the runtime's
  std::chrono::milliseconds timeLimit{10'000};  ///< of planning; 0: none
  std::int64_t seed = 1;
  std::map<std::string, std::string> inputs;  ///< files by the name of the graph input
};

struct PlanArguments {
  ModelArguments model;  ///< `path` is empty where `buffers` is not
  OutputArguments output;
  CountingArguments counting;
  TargetArguments target;
  OrderArguments operatorOrder;
  std::string schedule;                         ///< empty: layer by layer
  std::string buffers;                          ///< a CSV file with a bare problem; "-": stdin
  std::optional<PlannerKind> planner;           ///< nothing: the runtime's
  std::optional<Bytes> capacity;                ///< nothing: what the target has
  std::chrono::milliseconds timeLimit{10'000};  ///< 0: none
  PlanOrder order = PlanOrder::size;
  bool validate = false;
  bool all = false;
};

struct TargetsArguments {
  OutputArguments output;
  TargetArguments target;  ///< empty: list all
};

struct CalibrateArguments {
  OutputArguments output;  ///< `path` takes the runtime, the report goes to stdout
  std::string measurements;
  std::string models;  ///< the folder; empty: that of the measurements
  std::string engine;
  std::vector<std::string> only;     ///< COLUMN=TEXT
  std::vector<std::string> without;  ///< likewise
  std::string base = "liveness";
  std::string factorsFrom;  ///< a calibrated runtime; empty: the kernel counts
  double priorWeight = CalibrationOptions{}.priorWeight;
  std::optional<bool> prunes;  ///< nothing: not known
  bool all = false;
};

struct CheckArguments {
  OutputArguments output;
  std::string action;    ///< empty, or "init"
  std::string config;    ///< empty: tessera.toml of the working folder or above it
  std::string baseline;  ///< empty: the configuration's
  bool updateBaseline = false;
  bool ratchet = false;
};

/// Each side is a model, a report or a schedule.
struct DiffArguments {
  ModelArguments model;  ///< of sides that are schedules; its dtype holds for all
  OutputArguments output;
  CountingArguments counting;
  TargetArguments target;
  std::string before;
  std::string after;
  std::string schedule = "layer";   ///< of sides that are models
  std::vector<std::string> failOn;  ///< METRIC=TOLERANCE
  bool all = false;
};

/// Text that answers the command line by itself: help or version.
struct Answer {
  std::string text;
};

using Arguments = std::variant<Answer, InspectArguments, SimulateArguments, CompareArguments,
                               SearchArguments, VerifyArguments, PlanArguments, TargetsArguments,
                               CalibrateArguments, CheckArguments, DiffArguments>;

/// Reads the command line. Throws Error(usage) where it makes no sense.
Arguments parseArguments(int argc, const char* const* argv);

/// What the command line understands, for man pages and completions.
ProgramHelp programHelp();

}  // namespace tessera::cli
