// Left out where the data is not there; CMake says so.
#ifdef TESSERA_CORTEXM_DATA

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "sim/target/scratch.h"
#include "tests/support/csv_rows.h"
#include "tests/support/int8_network.h"

namespace tessera {
namespace {

using test::CsvRow;
using test::number;

WindowAxis axis(const CsvRow& row, const std::string& kernel, const std::string& pad,
                const std::string& in, const std::string& out) {
  WindowAxis result;
  result.kernel = number(row, kernel);
  result.stride = number(row, "stride");
  result.padBefore = number(row, pad);
  const std::int64_t reach = (number(row, out) - 1) * result.stride + result.kernel;
  result.padAfter = std::max<std::int64_t>(0, reach - number(row, in) - result.padBefore);
  return result;
}

Attributes attributesOf(const CsvRow& row) {
  const Window window{axis(row, "kh", "pad_t", "ih", "oh"), axis(row, "kw", "pad_l", "iw", "ow")};
  const std::string kind = row.at("kind");
  if (kind == "CONV") return Convolution{window, 1};
  if (kind == "DW" || kind == "DWM") return Convolution{window, number(row, "ic")};
  if (kind == "FC") return FullyConnected{number(row, "ic"), true};
  if (kind == "AVGPOOL") return Pool{PoolKind::average, window, false};
  if (kind == "MAXPOOL") return Pool{PoolKind::max, window, false};
  if (kind == "SOFTMAX") return Softmax{1, false};
  if (kind == "ADD" || kind == "MUL") return Elementwise{kind == "ADD" ? "add" : "mul"};
  throw std::runtime_error("unknown kind " + kind);
}

std::int64_t ourScratch(const CsvRow& row, Kernels kernels) {
  test::Int8Network net;
  const TensorId x = net.input("x", {1, number(row, "ic"), number(row, "ih"), number(row, "iw")});
  const Shape out{1, number(row, "oc"), number(row, "oh"), number(row, "ow")};
  Network network = net.finish({net.add("op", attributesOf(row), {x}, out)});
  if (row.at("kind").substr(0, 2) == "DW") network.operators[0].type = "DEPTHWISE_CONV_2D";
  const Graph graph(network);
  std::int64_t sum = 0;
  for (const Bytes bytes : callScratch(graph, graph.operators()[0], kernels, out.elements())) {
    sum += bytes.count();
  }
  return sum;
}

TEST(CmsisScratch, EqualsTheLibraryOnEveryMeasuredShape) {
  const std::map<std::string, Kernels> builds{
      {"m0p_O3", Kernels::cmsisNnC},     {"m3_O3", Kernels::cmsisNnC},
      {"m4_O3", Kernels::cmsisNn},       {"m33_O3", Kernels::cmsisNn},
      {"m7_O3", Kernels::cmsisNn},       {"m55_O3", Kernels::cmsisNnMve},
      {"m85_clang", Kernels::cmsisNnMve}};
  std::size_t checked = 0;
  // What the library's get_buffer_size said for each kernel call and each build.
  for (const CsvRow& row : test::csvRows(TESSERA_CORTEXM_DATA "/kernels.csv")) {
    const Kernels kernels = builds.at(row.at("build"));
    std::int64_t expected = number(row, "scratch_bytes");
    if (row.at("kind") == "FC" && kernels == Kernels::cmsisNnMve) {
      // TFLite Micro keeps these sums of weights in persistent memory, outside the planned arena.
      EXPECT_EQ(expected, 4 * number(row, "oc"));
      expected = 0;
    }
    EXPECT_EQ(ourScratch(row, kernels), expected)
        << row.at("build") << ' ' << row.at("kernel") << ' ' << row.at("kh") << 'x' << row.at("kw")
        << ' ' << row.at("ic") << "->" << row.at("oc") << ' ' << row.at("tag");
    ++checked;
  }
  EXPECT_EQ(checked, 455U * 7U);
}

}  // namespace
}  // namespace tessera

#endif
