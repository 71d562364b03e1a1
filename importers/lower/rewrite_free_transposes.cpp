#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "core/knows_channels.h"
#include "importers/lower/renaming.h"
#include "importers/lower/rewrite.h"
#include "importers/lower/turn_layout.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

bool isTurningTranspose(const Network& network, const Operator& op) {
  const auto* transpose = std::get_if<Transpose>(&op.attributes);
  if (transpose == nullptr || op.inputs.size() != 1 || op.outputs.size() != 1) return false;
  const std::size_t rank = network.tensor(op.inputs[0]).shape.rank();
  return !isConstant(network.tensor(op.inputs[0])) && rank > 2 &&
         transpose->permutation.size() == rank;
}

/// Tensors whose axes are named alike, joined over the operators that do not mind their order.
class Groups {
 public:
  explicit Groups(const Network& network)
      : parent_(network.tensors.size()),
        fixed_(network.tensors.size(), false),
        featureMap_(network.tensors.size(), false) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    for (const Operator& op : network.operators) add(network, op);
  }

  std::size_t of(TensorId id) const { return root(id.index()); }
  /// An operator means the axes by their position.
  bool fixed(std::size_t group) const { return fixed_[group]; }
  bool featureMap(std::size_t group) const { return featureMap_[group]; }

 private:
  std::size_t root(std::size_t at) const {
    while (parent_[at] != at) at = parent_[at];
    return at;
  }

  void join(std::size_t a, std::size_t b) {
    a = root(a);
    b = root(b);
    if (a == b) return;
    const std::size_t first = std::min(a, b);
    const std::size_t other = std::max(a, b);
    parent_[other] = first;
    fixed_[first] = fixed_[first] || fixed_[other];
    featureMap_[first] = featureMap_[first] || featureMap_[other];
  }

  void add(const Network& network, const Operator& op) {
    if (isTurningTranspose(network, op)) return;
    const std::vector<TensorId> together = turnedTogether(network, op);
    for (const TensorId id : together) join(together.front().index(), id.index());
    if (!together.empty()) return;
    for (const TensorId id : op.inputs) fixed_[of(id)] = true;
    for (const TensorId id : op.outputs) fixed_[of(id)] = true;
    if (!knowsChannels(op) || op.inputs.empty()) return;
    featureMap_[of(op.inputs[0])] = true;
    featureMap_[of(op.outputs[0])] = true;
  }

  std::vector<std::size_t> parent_;
  std::vector<bool> fixed_;
  std::vector<bool> featureMap_;
};

class Turning {
 public:
  explicit Turning(Network network)
      : network_(std::move(network)),
        uses_(usesOf(network_)),
        groups_(network_),
        beside_(network_.tensors.size()),
        ends_(network_.tensors.size(), false) {
    for (std::size_t i = 0; i < network_.operators.size(); ++i) {
      const Operator& op = network_.operators[i];
      if (!isTurningTranspose(network_, op)) continue;
      transposes_.push_back(i);
      beside_[groups_.of(op.inputs[0])].push_back(i);
      beside_[groups_.of(op.outputs[0])].push_back(i);
    }
    for (std::size_t i = 0; i < ends_.size(); ++i) {
      if (uses_.isInput[i] || uses_.isOutput[i]) ends_[groups_.of(TensorId(i))] = true;
    }
  }

  Rewritten finish() {
    turned_.resize(network_.tensors.size());
    for (std::size_t group = 0; group < beside_.size(); ++group) {
      if (const auto order = orderToTurn(group)) turn(group, *order);
    }
    apply();
    return removeTurned();
  }

 private:
  const AxisOrder& orderOf(std::size_t transpose) const {
    return std::get<Transpose>(network_.operators[transpose].attributes).permutation;
  }

  /// What the group's tensors are to be reordered by, so that the transposition goes.
  std::optional<AxisOrder> wish(std::size_t group, std::size_t transpose) const {
    const Operator& op = network_.operators[transpose];
    const bool reads = groups_.of(op.inputs[0]) == group;
    const bool writes = groups_.of(op.outputs[0]) == group;
    if (reads == writes || bothFixed(op)) return std::nullopt;
    AxisOrder order = reads ? orderOf(transpose) : inverse(orderOf(transpose));
    const std::size_t rank = order.size();
    if (order != channelsFirstOrder(rank) && order != channelsLastOrder(rank)) return std::nullopt;
    return order;
  }

  /// Both are the graph's own: neither can take the other's place.
  bool bothFixed(const Operator& op) const {
    const std::size_t input = op.inputs[0].index();
    return uses_.isOutput[op.outputs[0].index()] && (uses_.isInput[input] || uses_.isOutput[input]);
  }

  /// The order after which every transposition beside the group is gone; nothing where there is
  /// none. What the graph reads and writes is only turned where the other side is a feature map:
  /// then the file's channels are last, as the kernels' are.
  std::optional<AxisOrder> orderToTurn(std::size_t group) const {
    if (beside_[group].empty() || groups_.fixed(group)) return std::nullopt;
    const auto order = wish(group, beside_[group].front());
    if (!order) return std::nullopt;
    bool besideFeatureMap = false;
    for (const std::size_t transpose : beside_[group]) {
      if (wish(group, transpose) != order) return std::nullopt;
      const Operator& op = network_.operators[transpose];
      besideFeatureMap = besideFeatureMap || groups_.featureMap(groups_.of(op.inputs[0])) ||
                         groups_.featureMap(groups_.of(op.outputs[0]));
    }
    const bool isLayout = besideFeatureMap && order == channelsFirstOrder(order->size());
    return !ends_[group] || isLayout ? order : std::nullopt;
  }

  void turn(std::size_t group, const AxisOrder& order) {
    turned_[group] = order;
    for (const std::size_t transpose : beside_[group]) {
      AxisOrder& permutation =
          std::get<Transpose>(network_.operators[transpose].attributes).permutation;
      std::iota(permutation.begin(), permutation.end(), std::size_t{0});
    }
  }

  void apply() {
    for (Operator& op : network_.operators) {
      if (isTurningTranspose(network_, op)) continue;
      const std::vector<TensorId> together = turnedTogether(network_, op);
      if (together.empty()) continue;
      if (const auto& order = turned_[groups_.of(together.front())]) turnAxes(network_, op, *order);
    }
    for (std::size_t i = 0; i < turned_.size(); ++i) {
      const auto& order = turned_[groups_.of(TensorId(i))];
      if (!order || isConstant(network_.tensors[i])) continue;
      Tensor& tensor = network_.tensors[i];
      tensor.shape = reordered(tensor.shape, *order);
      tensor.channelsLastInFile = uses_.isInput[i] || uses_.isOutput[i];
    }
  }

  Rewritten removeTurned() {
    Renaming renaming(network_);
    std::vector<bool> removed(network_.operators.size(), false);
    std::size_t count = 0;
    for (const std::size_t i : transposes_) {
      const Operator& op = network_.operators[i];
      const bool isGone = std::is_sorted(orderOf(i).begin(), orderOf(i).end());
      if (!isGone || !renaming.join(network_, uses_, op.inputs[0], op.outputs[0])) continue;
      removed[i] = true;
      ++count;
    }
    for (const std::size_t i : transposes_) {
      if (removed[i] || !isView(i)) continue;
      network_.tensor(network_.operators[i].outputs[0]).aliasOf = network_.operators[i].inputs[0];
      ++count;
    }
    removeOperators(network_, removed);
    renaming.apply(network_);
    return {std::move(network_), count};
  }

  /// A feature map that is only read with its channels last, as it lies in memory already: the
  /// transposition before a flatten, or before a detector's boxes are joined.
  bool isView(std::size_t transpose) const {
    const Operator& op = network_.operators[transpose];
    const TensorId input = op.inputs[0];
    const auto producer = uses_.mergeableProducer(input);
    return producer && orderOf(transpose) == channelsLastOrder(orderOf(transpose).size()) &&
           groups_.featureMap(groups_.of(input)) && !is<Reshape>(network_.operators[*producer]) &&
           sameForm(network_.tensor(input), network_.tensor(op.outputs[0]));
  }

  Network network_;
  Uses uses_;
  Groups groups_;
  std::vector<std::size_t> transposes_;
  std::vector<std::vector<std::size_t>> beside_;  // by group: the transpositions that touch it
  std::vector<bool> ends_;  // by group: the graph reads or writes one of its tensors
  std::vector<std::optional<AxisOrder>> turned_;  // by group
};

}  // namespace

Rewritten freeTransposes(Network network) {
  if (network.layout != Layout::channelsFirst) return {std::move(network), 0};
  return Turning(std::move(network)).finish();
}

}  // namespace tessera
