#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "importers/lower/rewrite.h"
#include "importers/lower/turn_layout.h"
#include "importers/lower/uses.h"

namespace tessera {
namespace {

using Extents = std::vector<std::int64_t>;

struct Stride {
  std::int64_t extent = 1;
  std::int64_t step = 1;  ///< in elements of the input
  friend bool operator==(const Stride&, const Stride&) = default;
};

/// Which input element stands at each output position, if the input is reshaped to `extents`, its
/// axes are reordered and the result is reshaped again: strides over the output in row-major order,
/// as few as there can be, so that equal moves have equal strides.
std::vector<Stride> moveOf(const Extents& extents, const AxisOrder& order) {
  Extents steps(extents.size(), 1);
  for (std::size_t i = extents.size(); i-- > 1;) steps[i - 1] = steps[i] * extents[i];
  std::vector<Stride> strides;
  for (const std::size_t axis : order) {
    if (extents[axis] == 1) continue;
    const bool goesOn = !strides.empty() && strides.back().step == extents[axis] * steps[axis];
    const std::int64_t before = goesOn ? strides.back().extent : 1;
    if (goesOn) strides.pop_back();
    strides.push_back({before * extents[axis], steps[axis]});
  }
  return strides;
}

/// A reshape, a transposition and a reshape between two feature maps.
struct Sandwich {
  const Shape& input;
  const Shape& between;  ///< what is transposed
  const AxisOrder& order;
  const Shape& output;
  Layout layout;

  FeatureMap from() const { return featureMap(input, layout); }
  FeatureMap to() const { return featureMap(output, layout); }
  bool channelsFirst() const { return layout == Layout::channelsFirst; }
  bool is(const Extents& extents, const AxisOrder& axes) const {
    return moveOf(between.extents(), order) == moveOf(extents, axes);
  }
};

Rearrange moving(Moves moves, bool channelsOutside, std::int64_t groups = 1) {
  Rearrange rearrange;
  rearrange.moves = moves;
  rearrange.channelsOutside = channelsOutside;
  rearrange.groups = groups;
  return rearrange;
}

std::optional<Rearrange> channelShuffle(const Sandwich& it) {
  if (it.input != it.output) return std::nullopt;
  const FeatureMap map = it.from();
  for (std::int64_t groups = 2; groups < map.channels; ++groups) {
    if (map.channels % groups != 0) continue;
    const std::int64_t inGroup = map.channels / groups;
    const std::int64_t positions = map.rows * map.columns;
    const Extents extents = it.channelsFirst() ? Extents{map.batch, groups, inGroup, positions}
                                               : Extents{map.batch * positions, groups, inGroup, 1};
    if (it.is(extents, {0, 2, 1, 3})) return moving(Moves::channelShuffle, false, groups);
  }
  return std::nullopt;
}

/// Whether blocks of `block` x `block` positions of `wide` are the channels of `deep`.
bool areBlocks(const FeatureMap& deep, const FeatureMap& wide, std::int64_t block) {
  return block > 1 && deep.batch == wide.batch && deep.rows * block == wide.rows &&
         deep.columns * block == wide.columns && deep.channels == wide.channels * block * block;
}

/// The axes of ONNX's operator DepthToSpace, in both of its modes.
std::optional<Rearrange> depthToSpace(const Sandwich& it) {
  const FeatureMap deep = it.from();
  const FeatureMap wide = it.to();
  const std::int64_t block = deep.rows > 0 ? wide.rows / deep.rows : 0;
  if (!areBlocks(deep, wide, block)) return std::nullopt;
  const auto& [batch, channels, rows, columns] = deep;
  const std::int64_t c = wide.channels;
  const bool first = it.channelsFirst();
  const bool blocksOutside =
      first ? it.is({batch, block, block, c, rows, columns}, {0, 3, 4, 1, 5, 2})
            : it.is({batch, rows, columns, block, block, c}, {0, 1, 3, 2, 4, 5});
  if (blocksOutside) return moving(Moves::depthToSpace, false);
  const Extents outside = first ? Extents{batch, c, block, block, rows, columns}
                                : Extents{batch, rows, columns, c, block, block};
  if (it.is(outside, {0, 1, 4, 2, 5, 3})) return moving(Moves::depthToSpace, true);
  return std::nullopt;
}

std::optional<Rearrange> spaceToDepth(const Sandwich& it) {
  const FeatureMap wide = it.from();
  const FeatureMap deep = it.to();
  const std::int64_t block = deep.rows > 0 ? wide.rows / deep.rows : 0;
  if (!areBlocks(deep, wide, block)) return std::nullopt;
  const bool first = it.channelsFirst();
  const Extents blocks =
      first ? Extents{wide.batch, wide.channels, deep.rows, block, deep.columns, block}
            : Extents{wide.batch, deep.rows, block, deep.columns, block, wide.channels};
  const AxisOrder blocksOutside = first ? AxisOrder{0, 3, 5, 1, 2, 4} : AxisOrder{0, 1, 3, 2, 4, 5};
  if (it.is(blocks, blocksOutside)) return moving(Moves::spaceToDepth, false);
  if (it.is(blocks, {0, 1, 3, 5, 2, 4})) return moving(Moves::spaceToDepth, true);
  return std::nullopt;
}

std::string typeOf(Moves moves) {
  switch (moves) {
    case Moves::depthToSpace:
      return "DepthToSpace";
    case Moves::spaceToDepth:
      return "SpaceToDepth";
    case Moves::channelShuffle:
      return "ChannelShuffle";
    case Moves::other:
      break;
  }
  return {};
}

class Fusing {
 public:
  explicit Fusing(Network network)
      : network_(std::move(network)),
        uses_(usesOf(network_)),
        removed_(network_.operators.size(), false) {}

  Rewritten finish() {
    std::size_t count = 0;
    for (std::size_t i = 0; i < network_.operators.size(); ++i) {
      if (fuse(i)) ++count;
    }
    removeOperators(network_, removed_);
    return {std::move(network_), count};
  }

 private:
  template <class Kind>
  bool isPlain(const Operator& op) const {
    return is<Kind>(op) && !op.inputs.empty() && op.outputs.size() == 1 &&
           constantsFrom(network_, op, 1) && !isConstant(network_.tensor(op.inputs[0]));
  }

  /// The operator of that kind that writes what `reader` alone reads.
  template <class Kind>
  std::optional<std::size_t> before(const Operator& reader) const {
    const auto producer = uses_.mergeableProducer(reader.inputs[0]);
    const bool fits =
        producer && !removed_[*producer] && isPlain<Kind>(network_.operators[*producer]);
    return fits ? producer : std::nullopt;
  }

  /// Makes the transposition before the reshape at `last` one operator with both reshapes.
  bool fuse(std::size_t last) {
    const Operator& reshape = network_.operators[last];
    if (!isPlain<Reshape>(reshape)) return false;
    const auto middle = before<Transpose>(reshape);
    if (!middle) return false;
    Operator& transpose = network_.operators[*middle];
    const auto first = before<Reshape>(transpose);
    if (!first) return false;
    const TensorId input = network_.operators[*first].inputs[0];
    const TensorId output = reshape.outputs[0];
    const auto rearrange = moveBetween(input, transpose, output);
    if (!rearrange) return false;
    transpose.type = typeOf(rearrange->moves);
    transpose.inputs = {input};
    transpose.outputs = {output};
    transpose.attributes = *rearrange;
    uses_.producer[output.index()] = static_cast<std::uint32_t>(*middle);
    removed_[*first] = removed_[last] = true;
    return true;
  }

  std::optional<Rearrange> moveBetween(TensorId from, const Operator& transpose,
                                       TensorId to) const {
    const Tensor& input = network_.tensor(from);
    const Tensor& between = network_.tensor(transpose.inputs[0]);
    const Tensor& output = network_.tensor(to);
    const std::size_t rank = input.shape.rank();
    const AxisOrder& order = std::get<Transpose>(transpose.attributes).permutation;
    const bool fits = (rank == 3 || rank == 4) && output.shape.rank() == rank &&
                      input.shape.elements() > 0 && order.size() == between.shape.rank() &&
                      isMoved(input, between) && isMoved(input, output) &&
                      isMoved(input, network_.tensor(transpose.outputs[0]));
    if (!fits) return std::nullopt;
    const Sandwich it{input.shape, between.shape, order, output.shape, network_.layout};
    if (auto shuffle = channelShuffle(it)) return shuffle;
    if (rank != 4) return std::nullopt;
    if (auto wider = depthToSpace(it)) return wider;
    return spaceToDepth(it);
  }

  /// Whether the same stored values stand in both, under one scale.
  static bool isMoved(const Tensor& a, const Tensor& b) {
    return sameForm(a, b) && (a.quantization == nullptr || a.quantization->axis < 0);
  }

  Network network_;
  Uses uses_;
  std::vector<bool> removed_;
};

}  // namespace

Rewritten fuseShuffles(Network network) { return Fusing(std::move(network)).finish(); }

}  // namespace tessera
