#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/options/help.h"
#include "cli/terminal.h"
#include "core/arithmetic.h"
#include "core/units.h"
#include "sim/cost/calibrate.h"
#include "sim/nas/evolution.h"
#include "sim/nas/patched_cost.h"
#include "sim/report/plan.h"
#include "sim/report/simulation.h"
#include "sim/report/timeline_text.h"
#include "sim/study/study_request.h"

namespace tessera::cli {

/// A model and how it is studied.
struct ModelArguments {
  std::string path;  ///< "-": stdin
  StudyRequest request;
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
  bool rules = false;             ///< every counting rule, in text too
  Verbosity verbosity = Verbosity::normal;
};

struct FitArguments {
  StudyRequest common;
  std::vector<std::string> models;
  std::vector<std::string> boards;  ///< names or files, or "all"; none: all
  std::vector<std::string> runtimes;
  std::vector<Deployment> types;
  std::optional<Bytes> flash;
  std::optional<std::chrono::nanoseconds> latency;
  bool all = false;
  OutputArguments output;
};

struct InspectArguments {
  ModelArguments model;
  OutputArguments output;
  std::string schedule;  ///< empty: none
  bool receptiveField = false;
  bool all = false;
};

struct SimulateArguments {
  ModelArguments model;
  OutputArguments output;
  TimelineAxis timeline = TimelineAxis::none;
  bool why = false;
  bool all = false;
  StepSort sort = StepSort::order;
  std::int64_t top = 0;  ///< 0: as usual
};

struct CompareArguments {
  ModelArguments model;
  OutputArguments output;
  std::vector<std::string> schedules;
  std::string reference;  ///< one of `schedules`; empty: the first
};

struct SearchArguments {
  ModelArguments model;
  OutputArguments output;
  std::string saveSchedule;   ///< a file for the winning schedule; empty: none
  std::optional<Bytes> sram;  ///< nothing: what the target has
  std::optional<std::chrono::nanoseconds> latency;
  std::int64_t largestGrid = 8;
  bool rectangular = false;
  bool all = false;
  std::string space;           ///< empty: what the runtime runs
  std::string pick;            ///< a schedule of the front, by name or number; empty: none
  std::vector<Bytes> budgets;  ///< several of SRAM; empty: `sram` alone
  std::optional<double> extra;
  std::optional<std::chrono::milliseconds> timeLimit;
  bool systems = false;
  bool overlap = true;
};

struct VerifyArguments {
  ModelArguments model;
  OutputArguments output;
  std::int64_t seed = 1;
  std::map<std::string, std::string> inputs;  ///< files by the name of the graph input
  std::optional<Arithmetic> arithmetic;       ///< nothing: that of the file
};

/// What a library is run on to prove it.
enum class ProofCore : std::uint8_t { none, host };

struct ExportArguments {
  ModelArguments model;
  OutputArguments output;
  std::string folder;
  bool overwrite = false;
  ProofCore prove = ProofCore::none;
  std::int64_t seed = 1;
  std::map<std::string, std::string> inputs;  ///< files by the name of the graph input
};

struct PlanArguments {
  ModelArguments model;  ///< `path` is empty where `buffers` is not
  OutputArguments output;
  std::string schedule;           ///< empty: layer by layer
  std::string buffers;            ///< a CSV file with a bare problem; "-": stdin
  std::optional<Bytes> capacity;  ///< nothing: what the target has
  PlanOrder order = PlanOrder::size;
  bool validate = false;
  bool all = false;
};

struct TargetsArguments {
  OutputArguments output;
  std::string board;  ///< a name or a .toml file; empty: list all
};

struct ArchitectureArguments {
  std::string path;  ///< "-": stdin
  OutputArguments output;
  std::string saveOnnx;  ///< a file for the model with pseudo-random weights; empty: none
  std::int64_t seed = 0;
};

struct SpaceArguments {
  std::string space = "tinynas";  ///< a name or a .toml file
  StudyRequest request;
  OutputArguments output;
  nas::Schedules schedules = nas::Schedules::layer;
  std::optional<Bytes> flash;  ///< nothing: what the target has
  std::optional<std::chrono::nanoseconds> latency;
  std::int64_t samples = 1000;
  std::int64_t seed = 1;
  bool all = false;
};

struct NasArguments {
  std::string space = "mcunetv2";  ///< a name or a .toml file
  StudyRequest request;
  OutputArguments output;
  nas::Schedules schedules = nas::Schedules::mcunetv2;
  std::optional<Bytes> flash;  ///< nothing: what the target has
  std::optional<std::chrono::nanoseconds> latency;
  std::string objective = "macs";
  std::string evaluator;  ///< a command; empty: `objective`
  std::chrono::milliseconds evaluatorTimeout{600'000};
  std::int64_t jobs = 0;  ///< 0: one for each core
  std::string journal;    ///< a file; empty: none
  std::string save;       ///< a folder; empty: none
  nas::EvolutionOptions evolution;
  std::int64_t seed = 1;
  bool all = false;
};

struct RedistributeArguments {
  ModelArguments model;  ///< its request's schedule is the stage in patches; "layer": the best one
  OutputArguments output;
  std::int64_t grid = 4;
  double macsTolerance = 0.02;
  double fieldTolerance = 0.15;
  std::int64_t moves = 3;
  std::int64_t pick = 1;
  std::string saveOnnx;          ///< files for the network that is picked; empty: none
  std::string saveArchitecture;  ///< likewise
  bool wholeSpace = false;
  bool all = false;
};

struct CalibrateArguments {
  OutputArguments output;
  std::string saveRuntime;  ///< a file for the runtime; empty: none
  std::vector<std::string> measurements;
  std::vector<std::string> models;  ///< folders; none: those of the measurements
  std::string engine;
  std::vector<std::string> only;     ///< COLUMN=TEXT
  std::vector<std::string> without;  ///< likewise
  std::string base = "liveness";
  std::string factorsFrom;            ///< a calibrated runtime; empty: the kernel counts
  std::vector<std::string> heldTo;    ///< engines whose rows together give the prior
  std::vector<std::string> heldOnly;  ///< COLUMN=TEXT of those rows
  double priorWeight = CalibrationOptions{}.priorWeight;
  std::optional<bool> prunes;  ///< nothing: not known
  bool foldsPads = false;
  bool ownKernels = false;
  std::string clockAssumed;    ///< a condition, as of `only`; empty: of no row
  bool coverage = false;       ///< of rows that neither fit nor interval has seen
  bool pairs = false;          ///< the two-way scale of the built-in runtimes, and nothing else
  bool printTemplate = false;  ///< a CSV file to fill in, and nothing else
  bool all = false;
};

struct AuditArguments {
  ModelArguments model;
  OutputArguments output;
  std::string measured;  ///< a CSV file
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
  ModelArguments model;  ///< its path is of sides that are schedules; its request holds for all
  OutputArguments output;
  std::string before;
  std::string after;
  std::vector<std::string> failOn;  ///< METRIC=TOLERANCE
  bool all = false;
};

/// Text that answers the command line by itself: help or version.
struct Answer {
  std::string text;
};

using Arguments =
    std::variant<Answer, FitArguments, InspectArguments, SimulateArguments, CompareArguments,
                 SearchArguments, VerifyArguments, ExportArguments, PlanArguments, TargetsArguments,
                 ArchitectureArguments, SpaceArguments, NasArguments, RedistributeArguments,
                 CalibrateArguments, AuditArguments, CheckArguments, DiffArguments>;

/// Reads the command line. Throws Error(usage) where it makes no sense.
Arguments parseArguments(int argc, const char* const* argv);

/// What the command line understands, for man pages and completions.
ProgramHelp programHelp();

}  // namespace tessera::cli
