// Compares with the table of published figures that lies beside the repository, where it does.
#ifdef TESSERA_DATA_DIR

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "core/architecture/architecture_json_read.h"
#include "tests/sample_models/architectures.h"

namespace tessera::arch {
namespace {

/// The first five fields of a row; the quoted ones come behind them.
std::vector<std::string> fields(const std::string& row) {
  std::vector<std::string> found;
  std::istringstream stream(row);
  for (std::string field; found.size() < 5 && std::getline(stream, field, ',');) {
    found.push_back(field);
  }
  return found;
}

const std::map<std::string, std::string> namesInTheTable{
    {"mbv2-w0.35", "mbv2-w0.35-r144"}, {"mbv2-w0.35-r224-std", "mbv2-w0.35-r224"}};

/// The table counts the constants of the .tflite files; the two elements of a RESHAPE's new shape
/// are among them, which are no parameters.
const std::map<std::string, std::int64_t> reshapeElements{
    {"resnet8", 2}, {"ds-cnn", 2}, {"mobilenetv1-0.25-96", 2}};

template <class Map>
typename Map::mapped_type lookUp(const Map& map, const std::string& key,
                                 typename Map::mapped_type otherwise) {
  const auto found = map.find(key);
  return found == map.end() ? otherwise : found->second;
}

TEST(PublishedTable, SaysWhatTheArchitecturesSay) {
  std::ifstream table(std::string(TESSERA_DATA_DIR) + "/published_models.csv");
  std::string row;
  ASSERT_TRUE(std::getline(table, row));
  EXPECT_EQ(fields(row), (std::vector<std::string>{"model", "resolution", "macs",
                                                   "params_batch_norm_scale_and_shift_counted",
                                                   "params_after_folding"}));
  std::size_t rows = 0;
  while (std::getline(table, row)) {
    SCOPED_TRACE(row);
    const auto cells = fields(row);
    ASSERT_EQ(cells.size(), 5U);
    const std::string name = lookUp(namesInTheTable, cells[0], cells[0]);
    const auto published = readArchitecture(test::architectureFile(name)).published.value();
    EXPECT_EQ(std::to_string(published.macs), cells[2]);
    const auto trained = published.parametersTrained;
    EXPECT_EQ(trained ? std::to_string(*trained) : "", cells[3]);
    EXPECT_EQ(std::to_string(published.parametersFolded + lookUp(reshapeElements, name, 0)),
              cells[4]);
    ++rows;
  }
  EXPECT_EQ(rows, test::architectureNames().size());
}

}  // namespace
}  // namespace tessera::arch

#endif
