#include "sim/nas/redistribute.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <tuple>
#include <utility>

#include "core/error.h"
#include "sim/run/simulate.h"
#include "sim/run/stage_regions.h"
#include "sim/run/tile_regions.h"
#include "sim/schedule/patch_based.h"

namespace tessera::nas {
namespace {

using arch::Architecture;
using arch::BottleneckLayer;
using arch::ConvLayer;
using arch::lastOperator;
using arch::Layer;
using arch::nameOf;
using arch::SeparableLayer;

constexpr std::int64_t largestKernel = 7;

/// A change of one layer, named by the layer that it starts from.
struct Move {
  std::size_t layer = 0;  ///< of the network as it is
  std::string text;
  std::function<void(std::vector<Layer>& layers, std::size_t at)> apply;
  std::int64_t layersMore = 0;  ///< how many more there are then
};

/// The window of a layer that has one: that of its depthwise convolution in a block.
const ConvLayer* windowOf(const Layer& layer) {
  if (const auto* conv = std::get_if<ConvLayer>(&layer)) return conv;
  if (const auto* block = std::get_if<SeparableLayer>(&layer)) return &block->depthwise;
  if (const auto* block = std::get_if<BottleneckLayer>(&layer)) return &block->depthwise;
  return nullptr;
}
ConvLayer* windowOf(Layer& layer) { return const_cast<ConvLayer*>(windowOf(std::as_const(layer))); }

bool isResidual(const Layer& layer) {
  const auto* block = std::get_if<BottleneckLayer>(&layer);
  return block != nullptr && block->residual;
}

bool isSquare(const ConvLayer& conv, std::int64_t stride) {
  return conv.kernel[0] == conv.kernel[1] && conv.stride[0] == stride && conv.stride[1] == stride;
}

void setKernel(Layer& layer, std::int64_t kernel) { windowOf(layer)->kernel = {kernel, kernel}; }

void setStride(Layer& layer, std::int64_t stride) {
  windowOf(layer)->stride = {stride, stride};
  if (auto* block = std::get_if<BottleneckLayer>(&layer)) block->residual = false;
}

/// A block without expansion becomes the 1x1 convolution that ends it, linear where it is.
Layer asPointwise(const Layer& layer) {
  ConvLayer conv = *windowOf(layer);
  conv.kernel = {1, 1};
  conv.name = nameOf(layer);
  if (const auto* block = std::get_if<BottleneckLayer>(&layer)) {
    conv.out = block->out;
    conv.activation = arch::LayerActivation::none;
  } else {
    conv.out = std::get<SeparableLayer>(layer).out;
  }
  return conv;
}

bool becomesPointwise(const Layer& layer) {
  const auto* block = std::get_if<BottleneckLayer>(&layer);
  const bool plain = block != nullptr && !block->expand && !block->squeeze && !block->residual;
  return (plain || std::holds_alternative<SeparableLayer>(layer)) &&
         isSquare(*windowOf(layer), 1) && windowOf(layer)->kernel[0] > 1;
}

void addSmallerKernels(const Layer& layer, std::size_t at, std::vector<Move>& moves) {
  const ConvLayer* window = windowOf(layer);
  if (window == nullptr || window->kernel[0] != window->kernel[1]) return;
  for (std::int64_t kernel = window->kernel[0] - 2; kernel >= 3; kernel -= 2) {
    moves.push_back({at,
                     fmt::format("{}: kernel {} -> {}", nameOf(layer), window->kernel[0], kernel),
                     [kernel](auto& layers, std::size_t i) { setKernel(layers[i], kernel); }});
  }
  if (becomesPointwise(layer)) {
    moves.push_back({at,
                     fmt::format("{}: {}x{} block -> 1x1 convolution", nameOf(layer),
                                 window->kernel[0], window->kernel[0]),
                     [](auto& layers, std::size_t i) { layers[i] = asPointwise(layers[i]); }});
  }
}

/// What may change among the first layers.
std::vector<Move> movesInStage(const RedistributeRequest& request) {
  const std::vector<Layer>& layers = request.network.layers;
  std::vector<Move> moves;
  for (std::size_t i = 0; i < request.stageLayers; ++i) {
    addSmallerKernels(layers[i], i, moves);
    if (isResidual(layers[i]) && i + 1 < request.stageLayers) {
      moves.push_back({i, nameOf(layers[i]) + ": taken out",
                       [](auto& all, std::size_t at) {
                         all.erase(all.begin() + static_cast<std::ptrdiff_t>(at));
                       },
                       -1});
    }
    const bool strideFollows =
        i + 1 < request.stageLayers && i > 0 && windowOf(layers[i]) != nullptr &&
        isSquare(*windowOf(layers[i]), 1) && windowOf(layers[i + 1]) != nullptr &&
        isSquare(*windowOf(layers[i + 1]), 2) && windowOf(layers[i])->kernel[0] > 1;
    if (strideFollows) {
      moves.push_back(
          {i, fmt::format("{}: takes the stride of {}", nameOf(layers[i]), nameOf(layers[i + 1])),
           [](auto& all, std::size_t at) {
             setStride(all[at], 2);
             if (at + 1 < all.size() && windowOf(all[at + 1]) != nullptr) {
               setStride(all[at + 1], 1);
             }
           }});
    }
  }
  return moves;
}

/// A name that no layer has: "b5r", "b5r2".
std::string freshName(const std::vector<Layer>& layers, const std::string& of) {
  std::set<std::string> names;
  for (const Layer& layer : layers) names.insert(nameOf(layer));
  std::string name = of + "r";
  for (int number = 2; names.contains(name); ++number) name = fmt::format("{}r{}", of, number);
  return name;
}

void repeat(std::vector<Layer>& layers, std::size_t at) {
  Layer copy = layers[at];
  std::get<BottleneckLayer>(copy).name = freshName(layers, nameOf(copy));
  layers.insert(layers.begin() + static_cast<std::ptrdiff_t>(at) + 1, std::move(copy));
}

/// What may change behind the stage.
std::vector<Move> movesBehind(const RedistributeRequest& request) {
  const std::vector<Layer>& layers = request.network.layers;
  std::vector<Move> moves;
  for (std::size_t i = request.stageLayers; i < layers.size(); ++i) {
    const ConvLayer* window = windowOf(layers[i]);
    if (window == nullptr) continue;
    const bool lastOfItsKind = i + 1 == layers.size() || !isResidual(layers[i + 1]);
    if (isResidual(layers[i]) && lastOfItsKind) {
      moves.push_back({i, nameOf(layers[i]) + ": once more", repeat, 1});
    }
    const bool depthwise = !std::holds_alternative<ConvLayer>(layers[i]);
    if (depthwise && window->kernel[0] == window->kernel[1] && window->kernel[0] < largestKernel) {
      const std::int64_t kernel = window->kernel[0] + 2;
      moves.push_back(
          {i, fmt::format("{}: kernel {} -> {}", nameOf(layers[i]), window->kernel[0], kernel),
           [kernel](auto& all, std::size_t at) { setKernel(all[at], kernel); }});
    }
  }
  return moves;
}

using Chosen = std::vector<const Move*>;

/// Applies the moves from the last layer to the first, so that numbers of layers stay true.
Architecture applied(const Architecture& network, Chosen moves) {
  Architecture changed = network;
  std::stable_sort(moves.begin(), moves.end(),
                   [](const Move* a, const Move* b) { return a->layer > b->layer; });
  for (const Move* move : moves) move->apply(changed.layers, move->layer);
  return changed;
}

/// Calls `visit` with every choice of at most `most` moves, of no layer two unless `again`.
void forEachChoice(const std::vector<Move>& moves, std::size_t most, bool again,
                   const std::function<void(const Chosen&)>& visit) {
  Chosen chosen;
  const std::function<void(std::size_t)> from = [&](std::size_t next) {
    visit(chosen);
    if (chosen.size() == most) return;
    for (std::size_t i = next; i < moves.size(); ++i) {
      const bool taken = std::any_of(chosen.begin(), chosen.end(), [&](const Move* other) {
        return other->layer == moves[i].layer;
      });
      const bool twice = again && moves[i].layersMore > 0;
      if (taken && !twice) continue;
      chosen.push_back(&moves[i]);
      from(twice ? i : i + 1);
      chosen.pop_back();
    }
  };
  from(0);
}

std::int64_t layersMore(const Chosen& moves) {
  std::int64_t more = 0;
  for (const Move* move : moves) more += move->layersMore;
  return more;
}

class Redistributor {
 public:
  explicit Redistributor(const RedistributeRequest& request)
      : request_(request), costs_(request.rules) {}

  Redistribution run() {
    Redistribution found;
    found.before = staged(request_);
    before_ = &found.before;
    const std::vector<Move> inStage = movesInStage(request_);
    const std::vector<Move> behind = movesBehind(request_);
    listBehind(behind);
    forEachChoice(inStage, request_.mostMoves, false, [&](const Chosen& moves) {
      if (moves.empty()) return;
      if (auto proposal = completed(moves)) found.proposals.push_back(std::move(*proposal));
    });
    found.tried = tried_;
    keepBest(found);
    return found;
  }

 private:
  /// A choice of changes behind the stage, and what it does to the network as it is.
  struct Behind {
    Chosen moves;
    std::int64_t macs = 0;   ///< more
    std::int64_t field = 0;  ///< more
    Bytes peak;              ///< of its layers behind the stage
  };

  void listBehind(const std::vector<Move>& moves) {
    forEachChoice(moves, request_.mostMoves, true, [&](const Chosen& chosen) {
      const Architecture changed = applied(request_.network, chosen);
      ++tried_;
      std::vector<Bytes> peaks;
      const NetworkCost cost = costs_.of(changed, &peaks);
      Bytes peak;
      for (std::size_t i = request_.stageLayers; i < peaks.size(); ++i) {
        peak = std::max(peak, peaks[i]);
      }
      behind_.push_back({chosen, cost.macs.count() - before_->once.count(),
                         receptiveField(changed) - before_->field, peak});
    });
    std::stable_sort(behind_.begin(), behind_.end(), [](const Behind& a, const Behind& b) {
      return a.moves.size() < b.moves.size();
    });
  }

  /// The stage so changed with the fewest changes behind it that meet the tolerances.
  std::optional<StagedNetwork> completed(const Chosen& inStage) {
    const Architecture stage = applied(request_.network, inStage);
    ++tried_;
    std::int64_t macs = 0;
    try {
      macs = costs_.of(stage).macs.count() - before_->once.count();
    } catch (const Error&) {
      return std::nullopt;  // shapes that no longer fit
    }
    const std::int64_t fieldBefore = before_->field;
    const double most = request_.macsTolerance * static_cast<double>(before_->once.count());
    const double least = (1.0 - request_.fieldTolerance) * static_cast<double>(fieldBefore);
    const Behind* best = nullptr;
    std::int64_t bestOff = 0;
    const std::int64_t fieldOfStage = receptiveField(stage) - fieldBefore;
    for (const Behind& behind : behind_) {
      if (best != nullptr && behind.moves.size() > best->moves.size()) break;
      const std::int64_t off = std::abs(macs + behind.macs);
      if (static_cast<double>(off) > most || behind.peak > before_->cost.peak) continue;
      const auto field = static_cast<double>(fieldBefore + fieldOfStage + behind.field);
      if (field < least || (best != nullptr && off >= bestOff)) continue;
      best = &behind;
      bestOff = off;
    }
    if (best == nullptr) return std::nullopt;
    return proposalOf(inStage, best->moves);
  }

  std::optional<StagedNetwork> proposalOf(const Chosen& inStage, const Chosen& behind) {
    Chosen all = inStage;
    all.insert(all.end(), behind.begin(), behind.end());
    RedistributeRequest changed = request_;
    changed.network = applied(request_.network, all);
    changed.stageLayers = static_cast<std::size_t>(static_cast<std::int64_t>(request_.stageLayers) +
                                                   layersMore(inStage));
    try {
      StagedNetwork made = staged(changed);
      const double most = request_.macsTolerance * static_cast<double>(before_->once.count());
      const auto off = static_cast<double>(std::abs((made.once - before_->once).count()));
      if (off > most) return std::nullopt;  // changes that bear on each other
      for (const Move* move : all) made.changes.push_back(move->text);
      return made;
    } catch (const Error&) {
      return std::nullopt;  // a map smaller than the grid
    }
  }

  static auto costOf(const StagedNetwork& of) {
    return std::tuple(of.cost.peak, of.stageExtra, of.cost.cycles.value_or(Cycles(0)));
  }

  static bool beats(const StagedNetwork& a, const StagedNetwork& b) {
    const auto x = costOf(a);
    const auto y = costOf(b);
    const bool noWorse = std::get<0>(x) <= std::get<0>(y) && std::get<1>(x) <= std::get<1>(y) &&
                         std::get<2>(x) <= std::get<2>(y);
    if (!noWorse || x != y) return noWorse;
    return a.changes.size() < b.changes.size();
  }

  void keepBest(Redistribution& found) const {
    std::vector<StagedNetwork>& all = found.proposals;
    std::vector<StagedNetwork> kept;
    for (std::size_t i = 0; i < all.size(); ++i) {
      bool beaten = all[i].stageExtra >= found.before.stageExtra;
      for (std::size_t k = 0; k < all.size() && !beaten; ++k) {
        const bool again = k < i && costOf(all[k]) == costOf(all[i]) &&
                           all[k].changes.size() == all[i].changes.size();
        beaten = beats(all[k], all[i]) || again;
      }
      if (!beaten) kept.push_back(all[i]);
    }
    const Bytes before = found.before.cost.peak;
    std::stable_sort(kept.begin(), kept.end(), [&](const auto& a, const auto& b) {
      return std::tuple(a.cost.peak > before, a.stageExtra, a.cost.peak) <
             std::tuple(b.cost.peak > before, b.stageExtra, b.cost.peak);
    });
    all = std::move(kept);
  }

  const RedistributeRequest& request_;
  NetworkCosts costs_;
  const StagedNetwork* before_ = nullptr;
  std::vector<Behind> behind_;
  std::int64_t tried_ = 0;
};

}  // namespace

std::size_t layersUpTo(const Architecture& network, const std::string& op) {
  std::string ends;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const std::string last = lastOperator(network.layers[i]);
    if (last == op) return i + 1;
    if (i < 8) ends += (ends.empty() ? "" : ", ") + last;
  }
  throw Error(ErrorCode::usage, "'" + op + "' ends no layer of the network", {},
              "layers end with " + ends + ", ...");
}

namespace {

/// Receptive field and stride along rows.
struct Field {
  std::int64_t pixels = 1;
  std::int64_t stride = 1;
};

Field through(const std::vector<Layer>& layers, Field field) {
  for (const Layer& layer : layers) {
    if (const auto* residual = std::get_if<arch::ResidualLayer>(&layer)) {
      const Field branch = through(residual->branch, field);
      const Field shortcut = through(residual->shortcut, field);
      field = branch.pixels >= shortcut.pixels ? branch : shortcut;
    }
    const ConvLayer* window = windowOf(layer);
    if (window == nullptr) continue;
    field.pixels += (window->kernel[0] - 1) * field.stride;
    field.stride *= window->stride[0];
  }
  return field;
}

}  // namespace

std::int64_t receptiveField(const Architecture& network) {
  return through(network.layers, {}).pixels;
}

StagedNetwork staged(const RedistributeRequest& request) {
  StagedNetwork made;
  made.network = request.network;
  made.stageLayers = request.stageLayers;
  made.field = receptiveField(request.network);
  const Graph graph = graphOf(request.network, request.rules.deployment);
  Program program(graph, request.rules.counting);
  if (request.rules.setCosts) request.rules.setCosts(program);
  const OperatorId split =
      operatorNamed(graph, lastOperator(request.network.layers[request.stageLayers - 1]));
  const Schedule schedule = patchBased(graph, split, request.patches);
  const Totals totals = simulateTotals(program, schedule);
  NetworkCosts once(request.rules);
  made.cost = once.of(request.network);
  made.once = made.cost.macs;
  made.cost.peak = totals.peak;
  made.cost.macs = totals.executed;
  made.cost.cycles = totals.cycles;
  made.stageExtra = totals.executed - totals.macs;
  const Block& stage = schedule.blocks.front();
  for (const OperatorId op : stage.operators) {
    made.stageOnce += program.ops[op.index()].macs.value_or(Macs(0));
  }
  made.schedule = fmt::format("patch:{}x{}@{}", request.patches.grid.rows,
                              request.patches.grid.columns, graph[split].name);
  const BlockTiles tiles = blockTiles(graph, stage);
  for (const InputTiles& input : tiles.inputs) {
    made.patch = largestExtent(input.tiles.under(TilePolicy::full));
  }
  return made;
}

Redistribution redistribute(const RedistributeRequest& request) {
  return Redistributor(request).run();
}

}  // namespace tessera::nas
