#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/nas/space_study.h"

namespace tessera::nas {

/// What a search over networks makes as large as it can.
struct Objective {
  std::string name = "macs";  ///< "macs", "parameters", "naswot", "evaluator"
  /// The score of a batch of networks, in order; nothing of those that have none. It may be called
  /// from one thread at a time and may throw.
  std::function<std::vector<std::optional<double>>(const std::vector<arch::Architecture>&,
                                                   const std::vector<ScheduledCost>&)>
      scores;
};

/// MACs of the network once, and its parameters.
Objective macsObjective();
Objective parametersObjective();

/// Evolution as MCUNetV2 ran it (Lin et al., NeurIPS 2021, appendix B): of a population that fits
/// the best live on, half of the next come by crossing two of them, half by mutation.
struct EvolutionOptions {
  std::int64_t population = 100;
  std::int64_t parents = 20;
  std::int64_t crossed = 50;
  std::int64_t mutated = 50;
  double mutationRate = 0.1;
  std::int64_t generations = 30;
  bool random = false;  ///< instead: as many networks drawn at random
};

struct NasRequest {
  ArchitectureSpace space;
  CostRules rules;
  Block patches = {};
  Schedules schedules = Schedules::mcunetv2;
  Limits limits = {};
  std::uint64_t seed = 1;
  EvolutionOptions evolution = {};
};

/// A network that fits and was evaluated.
struct NasPoint {
  Genome genome;
  ScheduledCost cost;
  double score = 0.0;
  std::int64_t generation = 0;
};

/// What a generation came to.
struct GenerationRecord {
  std::int64_t generation = 0;
  std::int64_t evaluated = 0;  ///< so far, each network once
  double best = 0.0;
  double hypervolume = 0.0;  ///< see `hypervolume`
};

struct NasResult {
  std::vector<NasPoint> points;     ///< of all that have a score, in the order of their evaluation
  std::vector<std::size_t> pareto;  ///< those that no other beats in score, SRAM and time; by SRAM
  std::vector<GenerationRecord> history;
  std::int64_t drawn = 0;     ///< networks whose cost was looked at, fitting or not
  std::int64_t unscored = 0;  ///< networks that the evaluator has no number for
  ScheduledCost smallest;     ///< what the smallest network of the space takes
  bool complete = true;       ///< nobody stopped it
};

struct NasWatch {
  const std::atomic<bool>* stop = nullptr;
  std::function<void(std::size_t done, std::size_t total)> progress = {};
  /// Scores that are known from a run before, by `genomeText`; nothing where a network had none.
  std::map<std::string, std::optional<double>> known = {};
  /// Told each new score as soon as it is there.
  std::function<void(const std::string& genome, std::optional<double> score)> scored = {};
};

/// Searches the space for networks of large score within the limits. The same request gives the
/// same result on every machine, on any number of cores, and where it goes on from known scores.
NasResult searchNetworks(const NasRequest& request, const Objective& objective,
                         const NasWatch& watch);

/// What the points dominate of score (up) times SRAM (down, as a part of `mostBytes`): of one point
/// its score times the part of the SRAM that it leaves.
double hypervolume(const std::vector<NasPoint>& points, Bytes mostBytes);

}  // namespace tessera::nas
