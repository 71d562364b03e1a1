#include "sample_models/synthetic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/architecture/random_values.h"
#include "core/error.h"

namespace tessera::arch {
namespace {

using onnx_import::ModelWriter;

constexpr std::int64_t maxOperators = 1'000'000;
constexpr std::int64_t maxMebibytes = 1024;
constexpr std::int64_t chainChannels = 8;
constexpr std::int64_t wideFeatures = 1024;
constexpr std::int64_t rowsPerMebibyte = 256;  // of 1024 float32
constexpr std::int64_t longSkip = 16;

void requireRange(const char* option, std::int64_t value, std::int64_t max) {
  if (value >= 1 && value <= max) return;
  throw Error(ErrorCode::usage, fmt::format("{} is out of range", value), option,
              fmt::format("choose a number from 1 to {}", max));
}

/// The Relu whose result the group adds to its own: never a later one, at first its own.
std::int64_t skipSource(std::int64_t group) {
  const std::int64_t back = group % longSkip == 0 ? longSkip : 1;
  return std::max<std::int64_t>(group - back, 0);
}

}  // namespace

ModelWriter buildChain(std::int64_t operators, const SampleOptions& options) {
  requireRange("--chain", operators, maxOperators);
  ModelWriter writer = makeWriter(fmt::format("chain-{}", operators), options);
  const Shape map{1, chainChannels, 8, 8};
  writer.addInput("input", DType::float32, map);
  const std::int64_t taps = chainChannels * 9;
  // Rows of weights sum to less than 1/4, so that two summed results stay below their source.
  const double bound = 0.25 / static_cast<double>(taps);
  addConstant(writer, "conv.weight", {chainChannels, chainChannels, 3, 3},
              randomValues("conv.weight", options.seed,
                           static_cast<std::size_t>(chainChannels * taps), -bound, bound));
  addConstant(writer, "conv.bias", {chainChannels},
              randomValues("conv.bias", options.seed, chainChannels, 0.1, 1.0));
  std::string last = "input";
  for (std::int64_t i = 0; i < operators; ++i) {
    const std::int64_t group = i / 3;
    const char* kind = i % 3 == 0 ? "conv" : i % 3 == 1 ? "relu" : "add";
    const std::string name = fmt::format("g{}.{}", group, kind);
    const std::string output = i + 1 == operators ? "output" : name;
    if (i % 3 == 0) {
      writer.addNode("Conv", name, {last, "conv.weight", "conv.bias"}, {output},
                     {{"pads", std::vector<std::int64_t>{1, 1, 1, 1}}});
    } else if (i % 3 == 1) {
      writer.addNode("Relu", name, {last}, {output});
    } else {
      writer.addNode("Add", name, {last, fmt::format("g{}.relu", skipSource(group))}, {output});
    }
    last = output;
  }
  writer.addOutput("output", DType::float32, map);
  return writer;
}

ModelWriter buildWide(std::int64_t mebibytes, const SampleOptions& options) {
  requireRange("--wide", mebibytes, maxMebibytes);
  ModelWriter writer = makeWriter(fmt::format("wide-{}", mebibytes), options);
  writer.addInput("input", DType::float32, {1, wideFeatures});
  const double bound = std::sqrt(3.0 / static_cast<double>(wideFeatures));
  std::int64_t rows = mebibytes * rowsPerMebibyte;
  std::string last = "input";
  for (std::int64_t layer = 0; rows > 0; ++layer) {
    const std::int64_t out = std::min(rows, wideFeatures);
    rows -= out;
    const std::string name = fmt::format("fc{}", layer);
    const std::string output = rows == 0 ? "output" : name;
    addConstant(writer, name + ".weight", {out, wideFeatures},
                randomValues(name + ".weight", options.seed,
                             static_cast<std::size_t>(out * wideFeatures), -bound, bound));
    addConstant(
        writer, name + ".bias", {out},
        randomValues(name + ".bias", options.seed, static_cast<std::size_t>(out), -0.1, 0.1));
    writer.addNode("Gemm", name, {last, name + ".weight", name + ".bias"}, {output},
                   {{"transB", std::int64_t{1}}});
    if (rows == 0) writer.addOutput("output", DType::float32, {1, out});
    last = output;
  }
  return writer;
}

}  // namespace tessera::arch
