#include "sim/verify/reference_run.h"

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "sim/verify/calibrate.h"

namespace tessera::verify {
namespace {

bool changesTypes(const Graph& stored, Deployment deployment) {
  const Network deployed = deploy(toNetwork(stored), deployment);
  return !std::equal(deployed.tensors.begin(), deployed.tensors.end(), stored.tensors().begin(),
                     [](const Tensor& a, const Tensor& b) { return a.dtype == b.dtype; });
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

ReferenceRun referenceRun(const Graph& stored, TensorBytes inputs, Deployment deployment) {
  checkFitsMemory(stored);
  TensorBytes run = plainRun(stored, inputs);
  if (!changesTypes(stored, deployment)) return {stored, std::move(inputs), std::move(run), false};
  CalibratedRun deployed = calibrated(stored, run, deployment);
  run.clear();
  TensorBytes expected = plainRun(deployed.graph, deployed.inputs);
  return {std::move(deployed.graph), std::move(deployed.inputs), std::move(expected), true};
}

}  // namespace tessera::verify
