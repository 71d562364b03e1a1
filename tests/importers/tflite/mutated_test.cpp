// Files whose bytes are changed at random: a result or an Error, nothing else.

#include <gtest/gtest.h>

#include <random>

#include "core/graph.h"
#include "core/work.h"
#include "tests/importers/tflite/sample_files.h"
#include "tests/importers/tflite/test_model.h"

namespace tessera::tflite_import {
namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t count) {
  return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
}

/// Numbers that are offsets, lengths, indices and extents in a flatbuffer.
std::string oddNumber(Random& random) {
  constexpr std::array<std::uint32_t, 12> numbers{
      0, 1, 2, 3, 4, 7, 127, 255, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff};
  const std::uint32_t number = numbers.at(below(random, numbers.size()));
  const std::string bytes = TestModel::bytesOf(std::vector<std::uint32_t>{number});
  return bytes.substr(0, std::size_t{1} << below(random, 3));
}

std::string mutated(Random& random, std::string bytes) {
  const std::size_t changes = 1 + below(random, 4);
  for (std::size_t i = 0; i < changes; ++i) {
    const std::size_t at = 8 + below(random, bytes.size() - 8);  // the identifier stays
    switch (below(random, 5)) {
      case 0:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(random, 8)));
        break;
      case 1:
        bytes[at] = static_cast<char>(bytes[at] + 1);
        break;
      case 2:  // a copy of another place
        bytes.replace(at, std::min<std::size_t>(4, bytes.size() - at),
                      bytes.substr(below(random, bytes.size()), 4));
        break;
      case 3:
        bytes.resize(std::max<std::size_t>(at, 9));
        break;
      default:
        bytes.replace(at & ~std::size_t{3}, 4, oddNumber(random));
    }
  }
  return bytes;
}

/// What a user does to any model first: import it, build the graph, count.
bool isImported(const std::filesystem::path& path, const ImportOptions& options) {
  try {
    const Graph graph(importModel(path, options).network);
    modelWork(graph);
    modelSize(graph);
    return true;
  } catch (const Error& error) {
    EXPECT_NE(error.code(), ErrorCode::internal) << error.what();
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
    return false;
  }
}

class MutatedTflite : public testing::TestWithParam<std::string> {};

TEST_P(MutatedTflite, IsImportedOrRefused) {
  constexpr int mutations = 3000;
  const std::string bytes = sampleFiles().at(GetParam());
  const test::TempFolder folder;
  Random random(2026);
  ImportOptions all;
  all.rewrites.enabled = {"all"};
  const bool valid = isImported(folder.write("m.tflite", bytes), {});
  int accepted = 0;
  for (int i = 0; i < mutations; ++i) {
    const auto path = folder.write("m.tflite", mutated(random, bytes));
    accepted += isImported(path, i % 2 == 0 ? ImportOptions{} : all) ? 1 : 0;
  }
  // The mutations reach behind the verifier.
  EXPECT_GT(accepted, valid ? mutations / 20 : -1);
  EXPECT_LT(accepted, mutations);
}

INSTANTIATE_TEST_SUITE_P(Files, MutatedTflite, testing::ValuesIn(sampleNames()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace tessera::tflite_import
