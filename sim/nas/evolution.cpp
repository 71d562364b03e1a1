#include "sim/nas/evolution.h"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace tessera::nas {
namespace {

constexpr std::int64_t mostTries = 2'000;  // for one network that fits

/// A network that fits, or the sign that none was found.
struct Found {
  std::optional<Genome> genome;
  ScheduledCost cost;
  std::int64_t tries = 0;
};

Objective objectiveOf(std::string name, double (*score)(const NetworkCost&)) {
  const auto scores = [score](const std::vector<arch::Architecture>&,
                              const std::vector<ScheduledCost>& costs) {
    std::vector<std::optional<double>> all;
    for (const ScheduledCost& cost : costs) all.emplace_back(score(cost.once));
    return all;
  };
  return {std::move(name), scores};
}

bool dominates(const NasPoint& a, const NasPoint& b) {
  const auto cycles = [](const NasPoint& of) { return of.cost.cost.cycles.value_or(Cycles(0)); };
  const bool noWorse =
      a.score >= b.score && a.cost.cost.peak <= b.cost.cost.peak && cycles(a) <= cycles(b);
  return noWorse &&
         (a.score > b.score || a.cost.cost.peak < b.cost.cost.peak || cycles(a) < cycles(b));
}

bool equallyGood(const NasPoint& a, const NasPoint& b) {
  return a.score == b.score && a.cost.cost.peak == b.cost.cost.peak &&
         a.cost.cost.cycles == b.cost.cost.cycles;
}

class Evolution {
 public:
  Evolution(const NasRequest& request, const Objective& objective, const NasWatch& watch)
      : request_(request), objective_(objective), watch_(watch), costs_(request.rules) {}

  NasResult run() {
    const EvolutionOptions& options = request_.evolution;
    result_.smallest = costOf(smallest(request_.space));
    total_ = static_cast<std::size_t>(options.population +
                                      options.generations * (options.crossed + options.mutated));
    std::vector<std::size_t> population = evaluated(
        make(options.population, 0, [&](SplitMix& random, std::int64_t) { return draw(random); }),
        0);
    record(0);
    for (std::int64_t generation = 1;
         generation <= options.generations && !over() && !population.empty(); ++generation) {
      population = next(population, generation);
      record(generation);
    }
    result_.complete = !over();
    findPareto();
    return std::move(result_);
  }

 private:
  bool over() const {
    return watch_.stop != nullptr && watch_.stop->load(std::memory_order_relaxed);
  }

  Genome draw(SplitMix& random) const { return drawn(request_.space, random); }

  ScheduledCost costOf(const Genome& genome) {
    return scheduledCost(costs_.local(), architectureOf(request_.space, genome), request_.schedules,
                         request_.limits.sram, request_.patches);
  }

  /// Its cost; nothing where it does not fit.
  std::optional<ScheduledCost> fitting(const Genome& genome) {
    const arch::Architecture network = architectureOf(request_.space, genome);
    // Patches need no less flash and time than layers.
    if (!request_.limits.allow(costs_.local().of(network))) return std::nullopt;
    ScheduledCost cost = costOf(genome);
    if (!cost.fits || !request_.limits.allow(cost.cost)) return std::nullopt;
    return cost;
  }

  /// So many networks that fit, each from a stream of numbers of its own.
  template <class Make>
  std::vector<Found> make(std::int64_t count, std::int64_t generation, const Make& candidate) {
    std::vector<Found> found(static_cast<std::size_t>(count));
    tbb::parallel_for(std::size_t{0}, found.size(), [&](std::size_t i) {
      SplitMix random = streamOf(generation, i);
      Found& own = found[i];
      while (own.tries < mostTries && !over()) {
        Genome genome = candidate(random, static_cast<std::int64_t>(i));
        ++own.tries;
        auto cost = fitting(genome);
        if (!cost) continue;
        own.cost = std::move(*cost);
        own.genome = std::move(genome);
        return;
      }
    });
    return found;
  }

  SplitMix streamOf(std::int64_t generation, std::size_t index) const {
    SplitMix mixed(request_.seed);
    mixed = SplitMix(mixed.next() ^ static_cast<std::uint64_t>(generation));
    return SplitMix(mixed.next() ^ static_cast<std::uint64_t>(index));
  }

  /// The next population: the best of this one, and their children.
  std::vector<std::size_t> next(std::vector<std::size_t> population, std::int64_t generation) {
    const EvolutionOptions& options = request_.evolution;
    std::stable_sort(population.begin(), population.end(), [&](std::size_t a, std::size_t b) {
      return result_.points[a].score > result_.points[b].score;
    });
    if (population.size() > static_cast<std::size_t>(options.parents)) {
      population.resize(static_cast<std::size_t>(options.parents));
    }
    const auto parent = [&](SplitMix& random) -> const Genome& {
      return result_.points[population[random.below(population.size())]].genome;
    };
    const auto child = [&](SplitMix& random, std::int64_t index) {
      if (options.random) return draw(random);
      if (index >= options.crossed) {
        return mutated(request_.space, parent(random), options.mutationRate, random);
      }
      const Genome& first = parent(random);
      return crossed(request_.space, first, parent(random), random);
    };
    const std::vector<Found> children = make(options.crossed + options.mutated, generation, child);
    std::vector<std::size_t> all = evaluated(children, generation);
    all.insert(all.begin(), population.begin(), population.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

  /// Scores those that are new; returns the indices of the points of all that have a score.
  std::vector<std::size_t> evaluated(const std::vector<Found>& found, std::int64_t generation) {
    std::vector<const Found*> fresh;
    std::vector<std::string> texts;
    for (const Found& each : found) {
      result_.drawn += each.tries;
      if (!each.genome) continue;
      std::string text = genomeText(*each.genome);
      if (!seen_.emplace(text, none).second) continue;
      fresh.push_back(&each);
      texts.push_back(std::move(text));
    }
    score(fresh, texts, generation);
    done_ += found.size();
    if (watch_.progress) watch_.progress(done_, total_);
    std::vector<std::size_t> points;
    for (const Found& each : found) {
      if (!each.genome) continue;
      const std::size_t at = seen_.at(genomeText(*each.genome));
      if (at != none) points.push_back(at);
    }
    return points;
  }

  void score(const std::vector<const Found*>& fresh, const std::vector<std::string>& texts,
             std::int64_t generation) {
    std::vector<arch::Architecture> networks;
    std::vector<ScheduledCost> costs;
    std::vector<std::size_t> asked;
    std::vector<std::optional<double>> scores(fresh.size());
    for (std::size_t i = 0; i < fresh.size(); ++i) {
      const auto known = watch_.known.find(texts[i]);
      if (known != watch_.known.end()) {
        scores[i] = known->second;
        continue;
      }
      networks.push_back(architectureOf(request_.space, *fresh[i]->genome));
      costs.push_back(fresh[i]->cost);
      asked.push_back(i);
    }
    if (!asked.empty() && !over()) {
      const auto answers = objective_.scores(networks, costs);
      // Those that were not asked for want of time have no score, and none is told of them.
      for (std::size_t k = 0; k < asked.size() && !over(); ++k) {
        scores[asked[k]] = answers[k];
        if (watch_.scored) watch_.scored(texts[asked[k]], answers[k]);
      }
    }
    for (std::size_t i = 0; i < fresh.size(); ++i) {
      if (!scores[i]) {
        ++result_.unscored;
        continue;
      }
      seen_[texts[i]] = result_.points.size();
      result_.points.push_back({*fresh[i]->genome, fresh[i]->cost, *scores[i], generation});
    }
  }

  void record(std::int64_t generation) {
    GenerationRecord record{generation, static_cast<std::int64_t>(result_.points.size())};
    for (const NasPoint& point : result_.points) record.best = std::max(record.best, point.score);
    record.hypervolume = hypervolume(result_.points, mostBytes());
    result_.history.push_back(record);
  }

  /// The limit, or the largest that was found.
  Bytes mostBytes() const {
    if (request_.limits.sram) return *request_.limits.sram;
    Bytes most;
    for (const NasPoint& point : result_.points) most = std::max(most, point.cost.cost.peak);
    return most;
  }

  void findPareto() {
    const std::vector<NasPoint>& points = result_.points;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const bool beaten = std::any_of(points.begin(), points.end(), [&](const NasPoint& other) {
        return dominates(other, points[i]);
      });
      const bool again =
          std::any_of(result_.pareto.begin(), result_.pareto.end(),
                      [&](std::size_t earlier) { return equallyGood(points[earlier], points[i]); });
      if (!beaten && !again) result_.pareto.push_back(i);
    }
    std::sort(result_.pareto.begin(), result_.pareto.end(), [&](std::size_t a, std::size_t b) {
      return std::tuple(points[a].cost.cost.peak, -points[a].score, a) <
             std::tuple(points[b].cost.cost.peak, -points[b].score, b);
    });
  }

  static constexpr std::size_t none = SIZE_MAX;

  const NasRequest& request_;
  const Objective& objective_;
  const NasWatch& watch_;
  tbb::enumerable_thread_specific<NetworkCosts> costs_;
  NasResult result_;
  std::map<std::string, std::size_t> seen_;  // by genome: its point, or `none`
  std::size_t done_ = 0;
  std::size_t total_ = 0;
};

}  // namespace

Objective macsObjective() {
  return objectiveOf(
      "macs", [](const NetworkCost& cost) { return static_cast<double>(cost.macs.count()); });
}

Objective parametersObjective() {
  return objectiveOf("parameters",
                     [](const NetworkCost& cost) { return static_cast<double>(cost.parameters); });
}

NasResult searchNetworks(const NasRequest& request, const Objective& objective,
                         const NasWatch& watch) {
  return Evolution(request, objective, watch).run();
}

double hypervolume(const std::vector<NasPoint>& points, Bytes mostBytes) {
  if (mostBytes.count() <= 0) return 0.0;
  std::vector<std::pair<double, double>> steps;  // part of the bytes, score
  for (const NasPoint& point : points) {
    steps.emplace_back(
        static_cast<double>(point.cost.cost.peak.count()) / static_cast<double>(mostBytes.count()),
        point.score);
  }
  std::sort(steps.begin(), steps.end());
  double volume = 0.0;
  double best = 0.0;
  double from = 0.0;
  for (const auto& [bytes, score] : steps) {
    if (bytes >= 1.0) break;
    volume += (bytes - from) * best;
    from = bytes;
    best = std::max(best, score);
  }
  return volume + (1.0 - from) * best;
}

}  // namespace tessera::nas
