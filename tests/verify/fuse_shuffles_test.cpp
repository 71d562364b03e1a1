#include <gmock/gmock.h>

#include <numeric>

#include "importers/lower/rewrite.h"
#include "sim/verify/execute.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;
using test::operatorNames;
using testing::ElementsAre;

struct Sandwich {
  const char* name;
  Layout layout;
  Shape input;
  Shape split;
  std::vector<std::size_t> order;
  Shape output;
  Moves moves;
  bool channelsOutside = false;
  std::int64_t groups = 1;
};

void PrintTo(const Sandwich& sandwich, std::ostream* out) { *out << sandwich.name; }

NetworkBuilder built(const Sandwich& given) {
  NetworkBuilder net;
  net.network().layout = given.layout;
  std::vector<float> values(static_cast<std::size_t>(given.input.elements()));
  std::iota(values.begin(), values.end(), 0.0F);
  const TensorId x =
      net.op("before", Activation{"relu", {}}, {net.input("x", given.input)}, given.input);
  const TensorId split = net.op("split", Reshape{}, {x}, given.split);
  std::vector<std::int64_t> turned;
  for (const std::size_t axis : given.order) turned.push_back(given.split[axis]);
  const TensorId turn = net.op("turn", Transpose{given.order}, {split}, Shape(turned));
  net.output(net.op("merged", Reshape{}, {turn}, given.output));
  return net;
}

const Shape first{1, 12, 4, 6};
const Shape last{1, 4, 6, 12};
constexpr Layout channelsFirst = Layout::channelsFirst;
constexpr Layout channelsLast = Layout::channelsLast;

const std::vector<Sandwich> sandwiches{
    {"Shuffle",
     channelsFirst,
     first,
     {1, 3, 4, 4, 6},
     {0, 2, 1, 3, 4},
     first,
     Moves::channelShuffle,
     false,
     3},
    {"ShuffleWithoutBatch",
     channelsFirst,
     first,
     {3, 4, 24},
     {1, 0, 2},
     first,
     Moves::channelShuffle,
     false,
     3},
    {"ShuffleOfSignals",
     channelsFirst,
     {1, 12, 7},
     {1, 2, 6, 7},
     {0, 2, 1, 3},
     {1, 12, 7},
     Moves::channelShuffle,
     false,
     2},
    {"ShuffleChannelsLast",
     channelsLast,
     last,
     {1, 4, 6, 3, 4},
     {0, 1, 2, 4, 3},
     last,
     Moves::channelShuffle,
     false,
     3},
    {"DepthToSpace",
     channelsFirst,
     first,
     {1, 2, 2, 3, 4, 6},
     {0, 3, 4, 1, 5, 2},
     {1, 3, 8, 12},
     Moves::depthToSpace},
    {"PixelShuffle",
     channelsFirst,
     first,
     {1, 3, 2, 2, 4, 6},
     {0, 1, 4, 2, 5, 3},
     {1, 3, 8, 12},
     Moves::depthToSpace,
     true},
    {"DepthToSpaceLast",
     channelsLast,
     last,
     {1, 4, 6, 2, 2, 3},
     {0, 1, 3, 2, 4, 5},
     {1, 8, 12, 3},
     Moves::depthToSpace},
    {"PixelShuffleLast",
     channelsLast,
     last,
     {1, 4, 6, 3, 2, 2},
     {0, 1, 4, 2, 5, 3},
     {1, 8, 12, 3},
     Moves::depthToSpace,
     true},
    {"SpaceToDepth",
     channelsFirst,
     first,
     {1, 12, 2, 2, 3, 2},
     {0, 3, 5, 1, 2, 4},
     {1, 48, 2, 3},
     Moves::spaceToDepth},
    {"PixelUnshuffle",
     channelsFirst,
     first,
     {1, 12, 2, 2, 3, 2},
     {0, 1, 3, 5, 2, 4},
     {1, 48, 2, 3},
     Moves::spaceToDepth,
     true},
    {"SpaceToDepthLast",
     channelsLast,
     last,
     {1, 2, 2, 3, 2, 12},
     {0, 1, 3, 2, 4, 5},
     {1, 2, 3, 48},
     Moves::spaceToDepth},
    {"PixelUnshuffleLast",
     channelsLast,
     last,
     {1, 2, 2, 3, 2, 12},
     {0, 1, 3, 5, 2, 4},
     {1, 2, 3, 48},
     Moves::spaceToDepth,
     true},
};

class FuseShuffles : public testing::TestWithParam<Sandwich> {};

TEST_P(FuseShuffles, MakeOneOperatorThatMovesAlike) {
  const Sandwich& given = GetParam();
  const NetworkBuilder net = built(given);
  const Graph before = net.graph();
  const Rewritten result = fuseShuffles(toNetwork(before));
  EXPECT_EQ(result.count, 1U);
  ASSERT_THAT(operatorNames(result.network), ElementsAre("before", "turn"));
  const auto& moved = std::get<Rearrange>(result.network.operators[1].attributes);
  EXPECT_EQ(moved.moves, given.moves);
  EXPECT_EQ(moved.channelsOutside, given.channelsOutside);
  EXPECT_EQ(moved.groups, given.groups);
  const Graph after(result.network);
  const auto run = [](const Graph& graph) {
    const auto values = verify::plainRun(graph, verify::randomInputs(graph, 1));
    return verify::bytesOf(graph, values, graph.outputs().front());
  };
  EXPECT_EQ(run(after), run(before));
}

INSTANTIATE_TEST_SUITE_P(Moves, FuseShuffles, testing::ValuesIn(sandwiches),
                         [](const auto& given) { return given.param.name; });

TEST(FuseShuffles, LeaveOtherMovesAlone) {
  const std::vector<Sandwich> others{
      {"rows", channelsFirst, first, {1, 12, 2, 2, 6}, {0, 1, 3, 2, 4}, first, Moves::other},
      {"rows and columns",
       channelsFirst,
       {1, 2, 4, 4},
       {2, 4, 4},
       {0, 2, 1},
       {1, 2, 4, 4},
       Moves::other},
      {"another layout", channelsFirst, last, {1, 4, 6, 3, 4}, {0, 1, 2, 4, 3}, last, Moves::other},
      {"not whole blocks",
       channelsFirst,
       first,
       {1, 2, 2, 3, 4, 6},
       {0, 3, 4, 1, 5, 2},
       {1, 3, 12, 8},
       Moves::other},
  };
  for (const Sandwich& other : others) {
    EXPECT_EQ(fuseShuffles(built(other).network()).count, 0U) << other.name;
  }
}

TEST(FuseShuffles, LeaveWhatOthersRead) {
  NetworkBuilder net = built(sandwiches.front());
  net.output(net.network().operators[2].outputs[0]);
  EXPECT_EQ(fuseShuffles(net.network()).count, 0U);
}

}  // namespace
}  // namespace tessera
