// Every model of the published measurements: registered only where the files are.
#ifdef TESSERA_DATA_DIR

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "core/dead_channels.h"
#include "core/graph.h"
#include "core/work.h"
#include "importers/importer.h"

namespace tessera::tflite_import {
namespace {

using Row = std::map<std::string, std::string>;

std::string inData(const std::string& name) { return TESSERA_DATA_DIR "/" + name; }

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found(1);
  bool quoted = false;
  for (const char letter : line) {
    if (letter == '"') {
      quoted = !quoted;
    } else if (letter == ',' && !quoted) {
      found.emplace_back();
    } else {
      found.back() += letter;
    }
  }
  return found;
}

/// The rows that name a model, the first one of each.
std::vector<Row> models(const std::string& table) {
  std::ifstream file(inData(table));
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> head = cells(line);
  std::map<std::string, Row> rows;
  while (std::getline(file, line)) {
    Row row;
    const std::vector<std::string> entries = cells(line);
    for (std::size_t i = 0; i < head.size() && i < entries.size(); ++i) row[head[i]] = entries[i];
    if (!row["model_local"].empty()) rows.emplace(row["model_local"], row);
  }
  std::vector<Row> found;
  for (const auto& [name, row] : rows) found.push_back(row);
  return found;
}

std::int64_t number(const Row& row, const std::string& column) {
  return std::stoll(row.at(column));
}

Graph graphOf(const Row& row, const ImportOptions& options = {}) {
  return Graph(importModel(inData("models/" + row.at("model_local")), options).network);
}

/// A test's name allows letters, digits and underscores.
std::string nameOf(const testing::TestParamInfo<Row>& info) {
  std::string name = info.param.at("model_local");
  name = std::to_string(info.index) + "_" + name.substr(name.rfind('/') + 1);
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name;
}

/// Elements of all constants that operators read, shapes and axes included.
std::int64_t constantElements(const Graph& graph) {
  std::int64_t elements = 0;
  for (std::size_t i = 0; i < graph.tensors().size(); ++i) {
    const TensorId id(i);
    if (graph[id].role != TensorRole::activation && !graph.consumers(id).empty()) {
      elements += graph[id].shape.elements();
    }
  }
  return elements;
}

/// Bytes of constants that name the bytes of another one, which lie in flash once; the published
/// sums count each tensor.
std::int64_t sharedBytes(const Graph& graph) {
  std::set<std::uint64_t> offsets;
  std::int64_t shared = 0;
  for (std::size_t i = 0; i < graph.tensors().size(); ++i) {
    const TensorId id(i);
    if (graph[id].role == TensorRole::activation || graph.consumers(id).empty()) continue;
    const auto* range = std::get_if<FileRange>(&graph[id].data.source);
    if (range == nullptr || offsets.insert(range->offset).second) continue;
    shared += storageBytes(graph[id]).count();
  }
  return shared;
}

class Measured : public testing::TestWithParam<Row> {};

TEST_P(Measured, HasThePublishedWorkAndWeights) {
  const Graph graph = graphOf(GetParam());
  const ModelWork work = modelWork(graph);
  EXPECT_EQ(work.macs.count(), number(GetParam(), "macs"));
  EXPECT_EQ(work.unknownOperators, 0U);
  EXPECT_EQ(modelSize(graph).weightBytes.count() + sharedBytes(graph),
            number(GetParam(), "model_weight_bytes"));
  EXPECT_EQ(constantElements(graph), number(GetParam(), "params"));
}

TEST_P(Measured, ReadsTheShapeOfItsInput) {
  const Graph graph = graphOf(GetParam());
  ASSERT_EQ(graph.inputs().size(), 1U);
  EXPECT_EQ(graph[graph.inputs()[0]].shape.text(), GetParam().at("input_shape"));
}

INSTANTIATE_TEST_SUITE_P(Models, Measured, testing::ValuesIn(models("measured_calibration.csv")),
                         nameOf);

class RunByTflm : public testing::TestWithParam<Row> {};

TEST_P(RunByTflm, HasItsOperatorsAndWork) {
  const Graph graph = graphOf(GetParam());
  EXPECT_EQ(static_cast<std::int64_t>(graph.operators().size()), number(GetParam(), "operators"));
  EXPECT_EQ(modelWork(graph).macs.count(), number(GetParam(), "macs"));
}

/// Integer formats at the ends, folded pads and shapes: the work stays.
TEST_P(RunByTflm, KeepsItsWorkUnderEveryRewrite) {
  ImportOptions options;
  options.rewrites.enabled = {"all"};
  const Graph graph = graphOf(GetParam(), options);
  EXPECT_LE(static_cast<std::int64_t>(graph.operators().size()), number(GetParam(), "operators"));
  EXPECT_EQ(modelWork(graph).macs.count(), number(GetParam(), "macs"));
}

INSTANTIATE_TEST_SUITE_P(Models, RunByTflm, testing::ValuesIn(models("tflm_arena.csv")), nameOf);

/// Up to 91 % of the channels of the visual wake words model's layers have no weights but zeros.
TEST(PublishedModels, VisualWakeWordsHasDeadChannels) {
  const Graph graph(importModel(TESSERA_DATA_DIR "/models/mlperf_tiny/vww_96_int8.tflite").network);
  double most = 0;
  for (const DeadChannels& found : deadOutputChannels(graph).operators) {
    most = std::max(most, static_cast<double>(found.dead) / static_cast<double>(found.channels));
  }
  EXPECT_NEAR(most, 0.91, 0.005);
}

TEST(PublishedModels, AreAllThere) {
  EXPECT_EQ(models("tflm_arena.csv").size(), 22U);
  EXPECT_EQ(models("measured_calibration.csv").size(), 35U);
}

}  // namespace
}  // namespace tessera::tflite_import

#endif
