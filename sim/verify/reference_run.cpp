#include "sim/verify/reference_run.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "sim/verify/calibrate.h"
#include "sim/verify/tensor_view.h"

namespace tessera::verify {
namespace {

bool changesTypes(const Graph& stored, Deployment deployment) {
  const Network deployed = deploy(toNetwork(stored), deployment);
  return !std::equal(deployed.tensors.begin(), deployed.tensors.end(), stored.tensors().begin(),
                     [](const Tensor& a, const Tensor& b) { return a.dtype == b.dtype; });
}

bool hasScaledIntegers(const Graph& graph) {
  const auto tensors = graph.tensors();
  return std::any_of(tensors.begin(), tensors.end(), isQuantized);
}

/// `calibrates`: the run's types are not the file's.
Arithmetic chosen(const Graph& stored, bool calibrates, std::optional<Arithmetic> asked) {
  const bool isTflite = stored.arithmetic() == Arithmetic::tflite;
  if (!asked) {
    return isTflite && !calibrates && hasScaledIntegers(stored) ? Arithmetic::tflite
                                                                : Arithmetic::onnx;
  }
  if (asked == Arithmetic::tflite && !isTflite) {
    throw Error(ErrorCode::usage, "TFLite's arithmetic is that of a TFLite file's operators",
                "--arithmetic tflite", "leave the option out");
  }
  if (asked == Arithmetic::tflite && calibrates) {
    throw Error(ErrorCode::usage, "scales that are calibrated here have no arithmetic of TFLite",
                "--arithmetic tflite", "add --dtype as-stored");
  }
  return *asked;
}

Graph inArithmetic(const Graph& graph, Arithmetic arithmetic) {
  if (graph.arithmetic() == arithmetic) return graph;
  Network network = toNetwork(graph);
  network.arithmetic = arithmetic;
  return Graph(std::move(network));
}

}  // namespace

void checkFitsMemory(const Graph& graph) {
  constexpr std::int64_t most = std::int64_t{4} << 30;
  Bytes bytes;
  for (const Tensor& tensor : graph.tensors()) bytes += storageBytes(tensor);
  if (bytes.count() <= most) return;
  throw Error(ErrorCode::unsupported,
              "executing it would take " + kib(bytes) + " for its tensors, more than the " +
                  kib(Bytes(most)) + " that verify uses",
              "network '" + graph.name() + "'", "simulate it only");
}

ReferenceRun referenceRun(const Graph& stored, TensorBytes inputs, Deployment deployment,
                          std::optional<Arithmetic> asked) {
  checkFitsMemory(stored);
  const bool calibrates = changesTypes(stored, deployment);
  const Graph graph = inArithmetic(stored, chosen(stored, calibrates, asked));
  TensorBytes run = plainRun(graph, inputs);
  if (!calibrates) return {graph, std::move(inputs), std::move(run), false};
  CalibratedRun deployed = calibrated(graph, run, deployment);
  run.clear();
  TensorBytes expected = plainRun(deployed.graph, deployed.inputs);
  return {std::move(deployed.graph), std::move(deployed.inputs), std::move(expected), true};
}

}  // namespace tessera::verify
