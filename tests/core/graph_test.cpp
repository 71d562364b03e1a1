#include "core/graph.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/support/expect_error.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::expectError;
using test::NetworkBuilder;
using test::operatorNames;
using testing::ElementsAre;

const Shape map{1, 2, 4, 4};

/// x -> a -> b, a -> c, b + c -> d
NetworkBuilder diamond() {
  NetworkBuilder net;
  const TensorId a = net.op("a", Activation{"relu", {}}, {net.input("x", map)}, map);
  const TensorId b = net.op("b", Activation{"relu", {}}, {a}, map);
  const TensorId c = net.op("c", Activation{"tanh", {}}, {a}, map);
  net.output(net.op("d", Elementwise{"add"}, {b, c}, map));
  return net;
}

TEST(Graph, KnowsWhoWritesAndReads) {
  const Graph graph = diamond().graph();
  const OperatorId a(std::size_t{0});
  const OperatorId d(std::size_t{3});
  const TensorId afterA = graph[a].outputs[0];
  EXPECT_EQ(graph.producer(afterA), a);
  EXPECT_FALSE(graph.producer(graph.inputs()[0]).has_value());
  EXPECT_THAT(graph.consumers(afterA),
              ElementsAre(OperatorId(std::size_t{1}), OperatorId(std::size_t{2})));
  EXPECT_THAT(graph.successors(a),
              ElementsAre(OperatorId(std::size_t{1}), OperatorId(std::size_t{2})));
  EXPECT_THAT(graph.predecessors(d),
              ElementsAre(OperatorId(std::size_t{1}), OperatorId(std::size_t{2})));
  EXPECT_TRUE(graph.isOutput(graph.outputs()[0]));
  EXPECT_FALSE(graph.isOutput(afterA));
}

TEST(Graph, ReaderThatReadsTwiceCountsOnce) {
  NetworkBuilder net;
  const TensorId x = net.input("x", map);
  net.output(net.op("square", Elementwise{"mul"}, {x, x}, map));
  const Graph graph = net.graph();
  EXPECT_EQ(graph.consumers(graph.inputs()[0]).size(), 1U);
}

TEST(Graph, KeepsAnExecutableOrderAndRepairsAnother) {
  Network network = diamond().network();
  std::swap(network.operators[1], network.operators[2]);
  EXPECT_THAT(operatorNames(toNetwork(Graph(network))), ElementsAre("a", "c", "b", "d"));
  std::reverse(network.operators.begin(), network.operators.end());  // d b c a
  const Graph graph(network);
  EXPECT_THAT(operatorNames(toNetwork(graph)), ElementsAre("a", "b", "c", "d"));
  EXPECT_EQ(graph.producer(graph[OperatorId(std::size_t{3})].inputs[0]),
            OperatorId(std::size_t{1}));
}

TEST(Graph, DropsTensorsThatNobodyMentions) {
  NetworkBuilder net = diamond();
  net.constant("unused", {1000});
  EXPECT_EQ(net.graph().tensors().size(), net.network().tensors.size() - 1);
}

TEST(Graph, FollowsAliasChains) {
  NetworkBuilder net = diamond();
  const TensorId last = net.network().outputs[0];
  const TensorId flat = net.op("flat", Reshape{}, {last}, {32});
  const TensorId column = net.op("column", Reshape{}, {flat}, {32, 1});
  net[flat].aliasOf = last;
  net[column].aliasOf = flat;
  const Graph graph = net.graph();
  EXPECT_EQ(graph.storage(column), last);
  EXPECT_EQ(graph.storage(last), last);
  net[last].aliasOf = column;
  expectError(ErrorCode::input, {"aliases form a cycle"}, [&] { net.graph(); });
}

TEST(Graph, RefusesWhatIsNoNetwork) {
  const Network good = diamond().network();
  Network cycle = good;
  cycle.operators[0].inputs[0] = cycle.operators[3].outputs[0];
  expectError(ErrorCode::input, {"cycle"}, [&] { Graph{cycle}; });
  Network twice = good;
  twice.operators[1].outputs = twice.operators[2].outputs;
  expectError(ErrorCode::input, {"'c' is written twice"}, [&] { Graph{twice}; });
  Network missing = good;
  missing.inputs.clear();
  expectError(ErrorCode::input, {"'x' is never produced"}, [&] { Graph{missing}; });
  Network wild = good;
  wild.operators[2].inputs[0] = TensorId(std::size_t{99});
  expectError(ErrorCode::input, {"c: a tensor id is out of range"}, [&] { Graph{wild}; });
}

TEST(Graph, CopiesBackIntoANetwork) {
  const Network network = diamond().network();
  const Network copy = toNetwork(Graph(network));
  EXPECT_EQ(operatorNames(copy), operatorNames(network));
  EXPECT_EQ(copy.inputs, network.inputs);
  EXPECT_EQ(copy.outputs, network.outputs);
}

TEST(Graph, EmptyIsFine) { EXPECT_TRUE(Graph(Network{}).operators().empty()); }

}  // namespace
}  // namespace tessera
