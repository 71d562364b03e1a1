#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "importers/lower/lowering.h"
#include "importers/lower/rewrite.h"
#include "importers/lower/turn_layout.h"
#include "sim/verify/execute.h"
#include "tests/sim/verify/arena_case.h"
#include "tests/support/dice.h"
#include "tests/support/network_builder.h"
#include "tests/support/property.h"

// Random networks as converters from TensorFlow write them: channels first where a convolution
// reads, last elsewhere, and transpositions in between.

namespace tessera::verify {
namespace {

class TransposedNetwork {
 public:
  explicit TransposedNetwork(std::uint64_t seed) : dice_(seed) {
    const bool last = !dice_.once(3);
    const std::int64_t channels = 1 + dice_.below(3);
    const Shape shape = last ? Shape{1, 6, 5, channels} : Shape{1, channels, 6, 5};
    maps_.push_back({net_.input("x", shape), shape, last});
    const std::int64_t operators = 3 + dice_.below(8);
    for (std::int64_t i = 0; i < operators; ++i) maps_.push_back(next());
    net_.output(maps_.back().id);
    if (dice_.once(2)) net_.output(flattened(maps_[maps_.size() / 2]));
    if (dice_.once(3)) net_.output(maps_[maps_.size() / 2].id);
  }

  const Network& network() { return net_.network(); }

 private:
  struct Map {
    TensorId id;
    Shape shape;
    bool last;  ///< the channels
    std::size_t channelAxis() const { return last ? 3 : 1; }
    std::int64_t channels() const { return shape[channelAxis()]; }
  };

  std::string name(const std::string& kind) { return kind + std::to_string(count_++); }

  Map turned(const Map& map) {
    const AxisOrder order = map.last ? channelsFirstOrder(4) : channelsLastOrder(4);
    const Shape shape = reordered(map.shape, order);
    return {net_.op(name("turn"), Transpose{order}, {map.id}, shape), shape, !map.last};
  }

  TensorId floats(const std::string& kind, const Shape& shape) {
    std::vector<float> values(static_cast<std::size_t>(shape.elements()));
    for (float& value : values) value = static_cast<float>(dice_.below(33) - 16) / 16.0F;
    return net_.floats(name(kind), shape, values);
  }

  TensorId flattened(const Map& map) {
    const Map from = map.last || dice_.once(4) ? map : turned(map);
    return net_.op(name("flat"), Reshape{}, {from.id}, {1, from.shape.elements()});
  }

  Map convolved(const Map& map) {
    const Map from = map.last ? turned(map) : map;
    const std::int64_t made = 1 + dice_.below(3);
    const Shape shape{1, made, from.shape[2], from.shape[3]};
    const TensorId w = floats("w", {made, from.channels(), 3, 3});
    const Map to{
        net_.op(name("conv"), Convolution{test::window(2, 3, 1, 1), 1}, {from.id, w}, shape), shape,
        false};
    return dice_.once(2) ? turned(to) : to;
  }

  Map padded(const Map& map) {
    Pad pad{{0, 0, 0, 0}, {0, 0, 0, 0}, "constant", 0.5};
    const std::size_t rows = map.last ? 1 : 2;
    pad.before[rows] = 1;
    pad.after[rows + 1] = 2;
    std::vector<std::int64_t> extents = map.shape.extents();
    extents[rows] += 1;
    extents[rows + 1] += 2;
    const Shape shape(extents);
    return {net_.op(name("pad"), pad, {map.id}, shape), shape, map.last};
  }

  Map joined(const Map& map) {
    std::vector<std::int64_t> extents = map.shape.extents();
    extents[map.channelAxis()] *= 2;
    const Shape shape(extents);
    return {net_.op(name("concat"), Concat{map.channelAxis()}, {map.id, map.id}, shape), shape,
            map.last};
  }

  Map sliced(const Map& map) {
    std::vector<std::int64_t> extents = map.shape.extents();
    const std::size_t rows = map.last ? 1 : 2;
    if (extents[rows] < 3) return map;
    --extents[rows];
    Slice slice{{0, 0, 0, 0}, {1, 1, 1, 1}};
    slice.starts[rows] = 1;
    const Shape shape(extents);
    return {net_.op(name("slice"), slice, {map.id}, shape), shape, map.last};
  }

  Map meanOfRows(const Map& map) {
    std::vector<std::int64_t> extents = map.shape.extents();
    const std::size_t rows = map.last ? 1 : 2;
    extents[rows] = 1;
    const Shape shape(extents);
    return {net_.op(name("mean"), Reduce{"mean", {rows}}, {map.id}, shape), shape, map.last};
  }

  /// One factor a channel, as the layout has it broadcast.
  Map scaled(const Map& map) {
    const Shape factors = map.last        ? Shape{map.channels()}
                          : dice_.once(2) ? Shape{map.channels(), 1, 1}
                                          : Shape{1, map.channels(), 1, 1};
    return same(map, Elementwise{"mul"}, {map.id, floats("factors", factors)});
  }

  Map same(const Map& map, Attributes attributes, std::vector<TensorId> inputs) {
    return {net_.op(name("same"), std::move(attributes), std::move(inputs), map.shape), map.shape,
            map.last};
  }

  Map next() {
    const auto recent = std::min<std::int64_t>(3, static_cast<std::int64_t>(maps_.size()));
    const Map& map = maps_[maps_.size() - 1 - static_cast<std::size_t>(dice_.below(recent))];
    switch (dice_.below(11)) {
      case 0:
      case 1:
      case 2:
        return convolved(map);
      case 3:
        return turned(map);
      case 4:
        return padded(map);
      case 5:
        return joined(map);
      case 6:
        return sliced(map);
      case 7:
        return meanOfRows(map);
      case 8:
        return scaled(map);
      case 9:
        return map.last ? same(map, Softmax{3, false}, {map.id})
                        : same(map, Elementwise{"add"}, {map.id, map.id});
      default:
        return same(map, Activation{"relu", {}}, {map.id});
    }
  }

  test::Dice dice_;
  test::NetworkBuilder net_;
  std::vector<Map> maps_;
  int count_ = 0;
};

std::vector<float> realsOf(const std::vector<std::byte>& bytes) {
  std::vector<float> values(bytes.size() / sizeof(float));
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

/// Inputs that the file's user gives, in the order of this graph's tensors.
TensorBytes inputsOf(const Graph& graph, const std::vector<std::byte>& given) {
  TensorBytes inputs;
  for (const TensorId id : graph.inputs()) inputs[id] = fromFileOrder(graph[id], given);
  return inputs;
}

/// The outputs, by the file's names for their axes, turned to what `like` has.
bool sameOutputs(const Graph& graph, const TensorBytes& run, const Graph& plain,
                 const TensorBytes& expected) {
  for (std::size_t i = 0; i < graph.outputs().size(); ++i) {
    const TensorId id = graph.outputs()[i];
    const TensorId before = plain.outputs()[i];
    if (fileShape(graph[id]) != plain[before].shape) return false;
    const std::vector<float> found = realsOf(bytesOf(graph, run, id));
    const std::vector<float> right =
        realsOf(fromFileOrder(graph[id], bytesOf(plain, expected, before)));
    const bool close =
        std::equal(found.begin(), found.end(), right.begin(), right.end(),
                   [](float x, float y) { return x == y || std::abs(x - y) <= 1e-4F; });
    if (!close) return false;
  }
  return true;
}

TEST(FreeTransposes, KeepTheValuesOfRandomNetworks) {
  std::size_t removed = 0;
  test::checkProperty(500, [&](std::uint64_t seed) {
    TransposedNetwork random(seed);
    const Graph plain(random.network());
    const std::vector<std::byte> given = randomInput(plain[plain.inputs().front()], seed);
    const TensorBytes expected = plainRun(plain, inputsOf(plain, given));
    Rewritten alone = freeTransposes(random.network());
    removed += alone.count;
    for (Network network : {std::move(alone.network), lower(random.network(), {}).network}) {
      const Graph graph(std::move(network));
      const TensorBytes inputs = inputsOf(graph, given);
      RC_ASSERT(sameOutputs(graph, plainRun(graph, inputs), plain, expected));
      const ReferenceRun values = referenceRun(graph, inputs, Deployment::asStored);
      const test::ArenaCase arena(values, layerWise(graph), runtimeNamed("liveness"),
                                  PlannerKind::exact);
      RC_ASSERT(arena.verdict() == "bits equal");
    }
  });
  EXPECT_GT(removed, 500U);
}

}  // namespace
}  // namespace tessera::verify
