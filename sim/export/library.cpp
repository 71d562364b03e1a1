#include "sim/export/library.h"

#include <fmt/core.h>

#include <algorithm>

#include "core/error.h"
#include "sim/export/c_tables.h"
#include "sim/export/kernel_files.h"
#include "sim/export/library_text.h"
#include "sim/export/network_code.h"
#include "sim/export/placed_schedule.h"

namespace tessera::exported {
namespace {

std::int64_t bytesOf(const Graph& graph, std::span<const TensorId> tensors) {
  std::int64_t bytes = 0;
  for (const TensorId id : tensors) bytes += storageBytes(graph[id]).count();
  return bytes;
}

/// Refuses what is neither bytes nor float32 at its ends, and a network of reals.
void checkEnds(const Graph& graph) {
  for (const auto& ends : {graph.inputs(), graph.outputs()}) {
    for (const TensorId id : ends) {
      if (bitWidth(graph[id].dtype) == 8 || graph[id].dtype == DType::float32) continue;
      throw Error(ErrorCode::unsupported,
                  "only inputs and outputs of 8 bits or float32 are generated",
                  "tensor '" + graph[id].name + "'", "quantise the network to int8");
    }
  }
  if (graph.inputs().empty() || graph.outputs().empty()) {
    throw Error(ErrorCode::unsupported, "a network without input or output is not generated",
                graph.name(), "export another network");
  }
}

void checkArithmetic(const Graph& graph) {
  const auto tensors = graph.tensors();
  const bool int8 = std::any_of(tensors.begin(), tensors.end(), [](const Tensor& tensor) {
    return tensor.dtype == DType::int8 && tensor.role == TensorRole::activation;
  });
  if (!int8) {
    throw Error(ErrorCode::unsupported, "only int8 networks are generated, and this is not one",
                graph.name(), "quantise the network to int8");
  }
  if (graph.arithmetic() == Arithmetic::tflite && graph.layout() == Layout::channelsLast) return;
  throw Error(ErrorCode::unsupported,
              "only networks in TensorFlow Lite's arithmetic are generated so far", graph.name(),
              "export a .tflite model");
}

std::string bytesArray(const std::vector<std::byte>& bytes) {
  std::vector<std::int64_t> values;
  for (const std::byte value : bytes) values.push_back(static_cast<std::int8_t>(value));
  return cNumbers(values);
}

std::string vectorText(const TestVector& vector) {
  return fmt::format(
      "/* An input, and what the network answers to it. */\n#ifndef TEST_VECTOR_H\n"
      "#define TEST_VECTOR_H\n\n#include <stdint.h>\n\n"
      "static const int8_t test_input[] = {{{}}};\n\nstatic const int8_t test_output[] = {{{}}};\n"
      "\n#endif\n",
      bytesArray(vector.input), bytesArray(vector.output));
}

}  // namespace

void requireGenerated(const Graph& graph) {
  checkArithmetic(graph);
  checkEnds(graph);
}

Library libraryOf(const verify::ArenaSetup& setup, const TestVector& vector) {
  const Graph& graph = setup.graph;
  requireGenerated(graph);
  const PlacedSchedule schedule = placedSchedule(setup);
  const NetworkCode code = networkCode(graph, schedule);
  if (code.streams && graph.inputs().size() > 1) {
    throw Error(ErrorCode::unsupported, "a streamed input beside others is not generated",
                graph.name(), "let the schedule hold its inputs whole");
  }
  Library library;
  library.arenaBytes = schedule.arena;
  library.inputBytes = bytesOf(graph, graph.inputs());
  library.outputBytes = bytesOf(graph, graph.outputs());
  library.streams = code.streams;
  const KernelFiles kernels = kernelFiles(code.kernels);
  const NetworkText text{graph, setup.schedule, library, code};
  library.files = {{"network.h", networkHeader(text)}, {"network.c", networkSource(text)},
                   {"kernels.h", kernels.header},      {"kernels.c", kernels.source},
                   {"main.c", exampleProgram(text)},   {"test_vector.h", vectorText(vector)},
                   {"Makefile", makefile()},           {"CMakeLists.txt", cmakeFile()},
                   {"README.md", readme(text)}};
  return library;
}

}  // namespace tessera::exported
