#include "sim/cost/two_way.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <set>
#include <utility>

#include "sim/cost/letters_and_digits.h"
#include "sim/cost/percentile.h"

namespace tessera {
namespace {

constexpr int rounds = 200;
constexpr double heldToCore = 1;  // as many rows
constexpr std::size_t coreBuilds = 7;

struct WeightedMean {
  double sum = 0;
  double weight = 0;

  void add(double value, double of) {
    sum += of * value;
    weight += of;
  }
  double value() const { return weight > 0 ? sum / weight : 0; }
};

/// Numbers for names, in the order in which they come.
class Numbered {
 public:
  std::size_t operator()(const std::string& name) {
    return numbers_.try_emplace(name, numbers_.size()).first->second;
  }
  const std::map<std::string, std::size_t>& all() const { return numbers_; }

 private:
  std::map<std::string, std::size_t> numbers_;
};

/// The pairs that share a key, predicted without them, where the level then comes from `from`.
template <class Key>
std::vector<PairLeftOut> leftOut(const std::vector<ScaledPair>& pairs, LevelFrom from,
                                 const Key& keyOf) {
  std::set<std::string> keys;
  for (const ScaledPair& pair : pairs) keys.insert(keyOf(pair));
  std::vector<PairLeftOut> left;
  for (const std::string& key : keys) {
    std::vector<ScaledPair> rest;
    std::copy_if(pairs.begin(), pairs.end(), std::back_inserter(rest),
                 [&](const ScaledPair& pair) { return keyOf(pair) != key; });
    const TwoWayScale scale = fitTwoWay(rest);
    for (const ScaledPair& pair : pairs) {
      if (keyOf(pair) != key || !scale.engines.contains(pair.engine)) continue;
      const Level level = levelOf(scale, pair.board, pair.core);
      if (level.from != from) continue;
      const double predicted = scale.engines.at(pair.engine) + level.effect;
      left.push_back({pair, std::exp(predicted - pair.logScale) - 1});
    }
  }
  return left;
}

LeftOut percentileOf(const std::vector<PairLeftOut>& left) {
  std::vector<double> errors;
  for (const PairLeftOut& pair : left) errors.push_back(std::abs(pair.error));
  return {percentile90(errors), errors.size()};
}

}  // namespace

int kernelSet(CoreBuild core) {
  switch (core) {
    case CoreBuild::m0plus:
    case CoreBuild::m3:
      return 0;
    case CoreBuild::m4:
    case CoreBuild::m7:
    case CoreBuild::m33:
      return 1;
    case CoreBuild::m55:
    case CoreBuild::m85:
      return 2;
  }
  return 0;
}

std::string chipKey(const BoardLatency& board) {
  constexpr std::size_t series = 9;  // without package and flash size
  const std::string chip = lettersAndDigits(board.mcu);
  return chip.empty() ? lettersAndDigits(board.board) : chip.substr(0, series);
}

std::vector<ScaledPair> pairsOf(std::span<const LatencyModel> all) {
  std::vector<ScaledPair> pairs;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].ownKernels) continue;
    for (const BoardLatency& board : all[i].boards) {
      if (!(board.scale > 0)) continue;
      const std::string engine =
          std::to_string(i) + '/' + std::to_string(kernelSet(board.core)) + '/' + board.version;
      pairs.push_back({engine, chipKey(board),
                       all[i].engine + " " + board.version + " on " + board.board, board.core,
                       std::log(board.scale),
                       static_cast<double>(std::max<std::size_t>(board.rows, 1))});
    }
  }
  return pairs;
}

TwoWayScale fitTwoWay(const std::vector<ScaledPair>& pairs) {
  Numbered engineNumber;
  Numbered boardNumber;
  std::vector<std::pair<std::size_t, std::size_t>> of;
  std::vector<CoreBuild> coreOf;
  for (const ScaledPair& pair : pairs) {
    of.emplace_back(engineNumber(pair.engine), boardNumber(pair.board));
    coreOf.resize(std::max(coreOf.size(), of.back().second + 1));
    coreOf[of.back().second] = pair.core;
  }
  std::vector<double> engines(engineNumber.all().size());
  std::vector<double> boards(boardNumber.all().size());
  std::array<WeightedMean, coreBuilds> cores;
  for (int round = 0; round < rounds; ++round) {
    std::vector<WeightedMean> means(engines.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      means[of[i].first].add(pairs[i].logScale - boards[of[i].second], pairs[i].rows);
    }
    for (std::size_t i = 0; i < engines.size(); ++i) engines[i] = means[i].value();
    means.assign(boards.size(), {});
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      means[of[i].second].add(pairs[i].logScale - engines[of[i].first], pairs[i].rows);
    }
    for (std::size_t i = 0; i < boards.size(); ++i) {
      means[i].add(cores[static_cast<std::size_t>(coreOf[i])].value(), heldToCore);
      boards[i] = means[i].value();
    }
    cores = {};
    for (std::size_t i = 0; i < boards.size(); ++i) {
      cores[static_cast<std::size_t>(coreOf[i])].add(boards[i], 1);
    }
  }
  TwoWayScale fit;
  for (const auto& [name, number] : engineNumber.all()) fit.engines[name] = engines[number];
  for (const auto& [name, number] : boardNumber.all()) {
    fit.boards[name] = boards[number];
    fit.cores[coreOf[number]] = cores[static_cast<std::size_t>(coreOf[number])].value();
  }
  return fit;
}

Level levelOf(const TwoWayScale& scale, const std::string& chip, CoreBuild core) {
  if (const auto at = scale.boards.find(chip); at != scale.boards.end()) {
    return {at->second, LevelFrom::board};
  }
  if (const auto at = scale.cores.find(core); at != scale.cores.end()) {
    return {at->second, LevelFrom::core};
  }
  WeightedMean mean;
  for (const auto& [other, effect] : scale.cores) {
    if (kernelSet(other) == kernelSet(core)) mean.add(effect, 1);
  }
  return {mean.value(), mean.weight > 0 ? LevelFrom::kernels : LevelFrom::nothing};
}

std::vector<PairLeftOut> pairsLeftOut(const std::vector<ScaledPair>& pairs) {
  return leftOut(pairs, LevelFrom::board,
                 [](const ScaledPair& of) { return of.engine + '@' + of.board; });
}

BoardSpeeds boardSpeedsOf(std::vector<LatencyModel> models) {
  BoardSpeeds speeds{std::move(models), {}, {}, {}, {}};
  const std::vector<ScaledPair> pairs = pairsOf(speeds.models);
  speeds.scale = fitTwoWay(pairs);
  speeds.pairs = percentileOf(pairsLeftOut(pairs));
  speeds.boards =
      percentileOf(leftOut(pairs, LevelFrom::core, [](const ScaledPair& of) { return of.board; }));
  speeds.cores = percentileOf(leftOut(
      pairs, LevelFrom::kernels, [](const ScaledPair& of) { return std::string(name(of.core)); }));
  return speeds;
}

}  // namespace tessera
