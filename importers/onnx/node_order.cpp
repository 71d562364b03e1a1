#include "importers/onnx/node_order.h"

#include <onnx/onnx_pb.h>

#include <functional>
#include <iterator>
#include <queue>
#include <string_view>
#include <unordered_map>

#include "core/error.h"
#include "importers/onnx/model_checks.h"

namespace tessera::onnx_import {
namespace {

using Producers = std::unordered_map<std::string_view, int>;

struct Ordering {
  const NodeList& nodes;
  const std::vector<std::string>& names;
  std::vector<std::vector<std::string>> reads = {};

  const ::onnx::NodeProto& node(int i) const { return *nodes[static_cast<std::size_t>(i)]; }
  const std::vector<std::string>& readsOfNode(int i) const {
    return reads[static_cast<std::size_t>(i)];
  }

  [[noreturn]] void fail(int node, const std::string& message) const {
    const std::string& name = names[static_cast<std::size_t>(node)];
    throw Error(ErrorCode::input, message, nodePlace(name, this->node(node).op_type()),
                "the graph is not a valid network; export it again");
  }
};

Producers findProducers(const Ordering& ordering, const std::unordered_set<std::string>& given) {
  Producers producers;
  for (int i = 0; i < std::ssize(ordering.nodes); ++i) {
    for (const std::string& output : ordering.node(i).output()) {
      if (output.empty()) continue;
      if (given.contains(output) || !producers.emplace(output, i).second) {
        ordering.fail(i, "tensor '" + output + "' is written twice");
      }
    }
  }
  return producers;
}

/// Follows unfinished producers back from an unfinished node until one comes again.
[[noreturn]] void failCycle(const Ordering& ordering, const Producers& producers,
                            const std::vector<std::size_t>& waitsFor) {
  int node = 0;
  while (waitsFor[static_cast<std::size_t>(node)] == 0) ++node;
  std::vector<bool> seen(waitsFor.size(), false);
  for (;;) {
    for (const std::string& input : ordering.readsOfNode(node)) {
      const auto found = producers.find(input);
      if (found == producers.end() || waitsFor[static_cast<std::size_t>(found->second)] == 0) {
        continue;
      }
      if (seen[static_cast<std::size_t>(node)]) {
        ordering.fail(node, "the nodes form a cycle through tensor '" + input + "'");
      }
      seen[static_cast<std::size_t>(node)] = true;
      node = found->second;
      break;
    }
  }
}

}  // namespace

std::vector<int> nodeOrder(const NodeList& nodes, const std::vector<std::string>& names,
                           const std::unordered_set<std::string>& given) {
  Ordering ordering{nodes, names};
  for (const ::onnx::NodeProto* node : nodes) ordering.reads.push_back(readsOf(*node));
  const Producers producers = findProducers(ordering, given);
  const auto count = nodes.size();
  std::vector<std::vector<int>> readers(count);
  std::vector<std::size_t> waitsFor(count, 0);
  for (int i = 0; i < std::ssize(nodes); ++i) {
    for (const std::string& input : ordering.readsOfNode(i)) {
      if (input.empty() || given.contains(input)) continue;
      const auto producer = producers.find(input);
      if (producer == producers.end()) {
        ordering.fail(i, "tensor '" + input + "' is read but never written");
      }
      readers[static_cast<std::size_t>(producer->second)].push_back(i);
      ++waitsFor[static_cast<std::size_t>(i)];
    }
  }
  std::priority_queue<int, std::vector<int>, std::greater<>> ready;
  for (std::size_t i = 0; i < count; ++i) {
    if (waitsFor[i] == 0) ready.push(static_cast<int>(i));
  }
  std::vector<int> order;
  order.reserve(count);
  while (!ready.empty()) {
    const int node = ready.top();
    ready.pop();
    order.push_back(node);
    for (const int reader : readers[static_cast<std::size_t>(node)]) {
      if (--waitsFor[static_cast<std::size_t>(reader)] == 0) ready.push(reader);
    }
  }
  if (order.size() < count) failCycle(ordering, producers, waitsFor);
  return order;
}

}  // namespace tessera::onnx_import
