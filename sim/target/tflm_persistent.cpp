#include "sim/target/tflm_persistent.h"

#include <span>
#include <vector>

#include "core/checked.h"
#include "core/dtype.h"
#include "sim/target/tflm_kernels.h"

namespace tessera {
namespace {

constexpr std::int64_t runtimeBytes = 236;
constexpr std::int64_t evalTensorBytes = 12;  // TfLiteEvalTensor: data, dims, type
constexpr std::int64_t nodeBytes = 32;        // NodeAndRegistration
constexpr std::int64_t handleBytes = 4;       // ScratchBufferHandle
constexpr std::int64_t pointerBytes = 4;
constexpr std::int64_t tensorBytes = 32;        // TfLiteTensor
constexpr std::int64_t quantizationBytes = 12;  // TfLiteAffineQuantization
constexpr std::int64_t wordAlignment = 4;
constexpr std::int64_t bufferAlignment = 16;  // MicroArenaBufferAlignment

/// The arena from its end, which is aligned, downwards.
class Tail {
 public:
  /// Bytes that an allocation takes, padding included.
  Bytes take(std::int64_t bytes, std::int64_t alignment) {
    const std::int64_t end = checkedAdd(used_, bytes);
    const std::int64_t before = used_;
    used_ = checkedMul(ceilDiv(end, alignment), alignment);
    return Bytes(used_ - before);
  }
  Bytes takeEach(std::size_t count, std::int64_t bytes) {
    if (count == 0) return Bytes(0);
    return take(checkedMul(static_cast<std::int64_t>(count), bytes), wordAlignment);
  }

 private:
  std::int64_t used_ = 0;
};

bool ofReference(Kernels kernels) {
  return kernels == Kernels::reference || kernels == Kernels::none;
}

/// Options of all operators, then the data of all kernels, then what each prepares.
void takeOperators(Tail& tail, const Graph& graph, Kernels kernels, TflmPersistent& parts) {
  std::vector<TflmKernel> used;
  for (const Operator& op : graph.operators()) used.push_back(tflmKernel(graph, op));
  for (const TflmKernel& kernel : used) {
    parts.assumedOperators += kernel.assumed ? 1 : 0;
    if (kernel.options > 0) parts.options += tail.take(kernel.options, kernel.alignment);
  }
  for (const TflmKernel& kernel : used) {
    const std::int64_t data = ofReference(kernels) ? kernel.reference : kernel.cmsisNn;
    if (data > 0) parts.operatorData += tail.take(data, bufferAlignment);
  }
  for (const Operator& op : graph.operators()) {
    for (const std::int64_t bytes : tflmPrepared(graph, op, kernels)) {
      parts.operatorData += tail.take(bytes, bufferAlignment);
    }
  }
}

/// An application reads inputs and outputs through whole TfLiteTensors.
void takeEnds(Tail& tail, const Graph& graph, std::span<const TensorId> ids, bool fromTflite,
              TflmPersistent& parts) {
  const auto count = static_cast<std::int64_t>(ids.size());
  parts.operatorData += tail.take(checkedMul(pointerBytes, count), bufferAlignment);
  for (const TensorId id : ids) {
    const Tensor& tensor = graph[id];
    parts.inputOutput += tail.take(tensorBytes, wordAlignment);
    std::size_t scales = tensor.quantization == nullptr ? 0 : tensor.quantization->scales.size();
    // A converter gives every tensor that is deployed as integers a scale.
    if (!fromTflite && (tensor.dtype == DType::int8 || tensor.dtype == DType::int16)) scales = 1;
    if (scales == 0) continue;
    parts.quantization += tail.take(quantizationBytes, wordAlignment);
    parts.quantization += tail.takeEach(scales + 1, 4);  // zero points behind their number
  }
}

}  // namespace

TflmPersistent tflmPersistent(const Graph& graph, std::size_t fileTensors,
                              std::size_t scratchBuffers, Kernels kernels) {
  Tail tail;
  TflmPersistent parts;
  const bool fromTflite = fileTensors > 0;
  parts.runtime = tail.take(runtimeBytes, wordAlignment);
  parts.evalTensors =
      tail.takeEach(fromTflite ? fileTensors : graph.tensors().size(), evalTensorBytes);
  parts.nodes = tail.takeEach(graph.operators().size(), nodeBytes);
  takeOperators(tail, graph, kernels, parts);
  parts.scratchHandles = tail.takeEach(scratchBuffers, handleBytes);
  for (const Tensor& tensor : graph.tensors()) {
    if (!tensor.variable) continue;
    parts.variables += tail.take(storageBytes(tensor).count(), bufferAlignment);
  }
  takeEnds(tail, graph, graph.inputs(), fromTflite, parts);
  takeEnds(tail, graph, graph.outputs(), fromTflite, parts);
  return parts;
}

}  // namespace tessera
