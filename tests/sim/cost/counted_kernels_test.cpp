// Compares the formulas with the counted kernels that lie beside the repository, where they do.
#ifdef TESSERA_CORTEXM_DATA

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <numeric>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "sim/cost/kernel_counts.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

struct KernelRow {
  std::string build, kind, kernel;
  std::int64_t ih, iw, ic, oc, kh, kw, stride, padTop, padLeft, oh, ow;
  double cycles;
};

std::vector<KernelRow> countedKernels() {
  std::ifstream file(std::string(TESSERA_CORTEXM_DATA) + "/kernels.csv");
  std::vector<KernelRow> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
    const auto number = [&](std::size_t at) { return std::stoll(cells.at(at)); };
    rows.push_back({cells[0], cells[1], cells[13], number(2), number(3), number(4), number(5),
                    number(6), number(7), number(8), number(9), number(10), number(11), number(12),
                    std::stod(cells.at(17))});
  }
  return rows;
}

Window windowOfRow(const KernelRow& row) {
  const auto after = [&](std::int64_t in, std::int64_t k, std::int64_t pad, std::int64_t out) {
    return std::max<std::int64_t>(0, (out - 1) * row.stride + k - in - pad);
  };
  return {{row.kh, row.stride, 1, row.padTop, after(row.ih, row.kh, row.padTop, row.oh)},
          {row.kw, row.stride, 1, row.padLeft, after(row.iw, row.kw, row.padLeft, row.ow)}};
}

/// One operator of the row's kind; nothing for kinds whose kernel is not modelled by shape.
std::optional<Graph> networkOf(const KernelRow& row) {
  test::NetworkBuilder net;
  const TensorId in = net.input("in", {1, row.ic, row.ih, row.iw}, DType::int8);
  const Shape out{1, row.oc, row.oh, row.ow};
  const auto one = [&](Attributes attributes, std::vector<TensorId> inputs) {
    net.output(net.op("op", std::move(attributes), std::move(inputs), out, DType::int8));
    return net.graph();
  };
  if (row.kind == "CONV") {
    const TensorId weights = net.constant("w", {row.oc, row.ic, row.kh, row.kw});
    return one(Convolution{windowOfRow(row), 1}, {in, weights});
  }
  if (row.kind == "DW" && row.oc == row.ic) {
    const TensorId weights = net.constant("w", {row.oc, 1, row.kh, row.kw});
    return one(Convolution{windowOfRow(row), row.ic}, {in, weights});
  }
  if (row.kind == "FC") {
    const TensorId weights = net.constant("w", {row.oc, row.ic});
    return one(FullyConnected{row.ic, true}, {in, weights});
  }
  if (row.kind == "AVGPOOL") return one(Pool{PoolKind::average, windowOfRow(row), false}, {in});
  if (row.kind == "MAXPOOL") return one(Pool{PoolKind::max, windowOfRow(row), false}, {in});
  if (row.kind == "ADD") return one(Elementwise{"add"}, {in, in});
  if (row.kind == "MUL") return one(Elementwise{"mul"}, {in, in});
  if (row.kind == "SOFTMAX") return one(Softmax{1, false}, {in});
  return std::nullopt;
}

const std::map<std::string, CoreBuild> builds{
    {"m0p_O3", CoreBuild::m0plus}, {"m3_O3", CoreBuild::m3},   {"m4_O3", CoreBuild::m4},
    {"m7_O3", CoreBuild::m7},      {"m33_O3", CoreBuild::m33}, {"m55_O3", CoreBuild::m55},
    {"m85_clang", CoreBuild::m85}};

/// The mean error in percent that the published fits report over their own shapes, the largest of a
/// kind's kernels.
std::map<std::string, double> publishedErrors() {
  const std::map<std::string, std::string> kinds{{"1x1", "CONV"},
                                                 {"conv im2col", "CONV"},
                                                 {"arm_depthwise_conv_3x3_s8", "DW"},
                                                 {"arm_depthwise_conv_s8_opt", "DW"},
                                                 {"arm_fully_connected_s8", "FC"},
                                                 {"arm_avgpool_s8", "AVGPOOL"},
                                                 {"arm_max_pool_s8", "MAXPOOL"},
                                                 {"arm_elementwise_add_s8", "ADD"},
                                                 {"arm_elementwise_mul_s8", "MUL"},
                                                 {"arm_softmax_s8", "SOFTMAX"}};
  std::ifstream file(std::string(TESSERA_CORTEXM_DATA) + "/fits.csv");
  std::map<std::string, double> errors;
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
    const auto kind = kinds.find(cells.at(1));
    if (kind == kinds.end() || cells.at(2) != "cyc") continue;
    double& worst = errors[cells[0] + " " + kind->second];
    worst = std::max(worst, std::stod(cells.at(4)));
  }
  return errors;
}

TEST(CountedKernels, FormulasAreAsCloseToTheCountsAsThePublishedFits) {
  std::map<std::string, std::vector<double>> errors;
  for (const KernelRow& row : countedKernels()) {
    const auto graph = networkOf(row);
    if (!graph) continue;
    const TermCycles cycles =
        countedCycles(kernelWork(*graph, OperatorId(0)), builds.at(row.build));
    const double sum = std::accumulate(cycles.begin(), cycles.end(), 0.0);
    errors[row.build + " " + row.kind].push_back(100 * std::abs(sum / row.cycles - 1));
  }
  const std::map<std::string, double> published = publishedErrors();
  EXPECT_EQ(errors.size(), 7U * 8U);
  for (const auto& [group, each] : errors) {
    const double mean =
        std::accumulate(each.begin(), each.end(), 0.0) / static_cast<double>(each.size());
    EXPECT_LT(mean, published.at(group) + 0.5) << group << ", percent over " << each.size();
  }
}

}  // namespace
}  // namespace tessera

#endif
