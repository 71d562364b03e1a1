#include "core/constant_data.h"

#include <gtest/gtest.h>

#include <cstring>

#include "tests/support/expect_error.h"
#include "tests/support/temp_folder.h"

namespace tessera {
namespace {

ConstantData inFile(const std::filesystem::path& path, std::uint64_t offset, std::uint64_t bytes) {
  ConstantData data;
  data.source = FileRange{std::make_shared<const std::string>(path.string()), offset, bytes};
  return data;
}

std::string text(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST(ConstantData, ReadsItsPartOfTheFile) {
  const test::TempFolder folder;
  const ConstantData data = inFile(folder.write("weights", "0123456789"), 3, 4);
  EXPECT_TRUE(data.present());
  EXPECT_EQ(storedBytes(data), 4U);
  EXPECT_EQ(text(loadBytes(data)), "3456");
}

TEST(ConstantData, ShortOrMissingFileIsAnInputError) {
  const test::TempFolder folder;
  const auto path = folder.write("weights", "0123456789");
  test::expectError(ErrorCode::input, {"weights", "byte 8"},
                    [&] { loadBytes(inFile(path, 8, 4)); });
  test::expectError(ErrorCode::input, {"gone"},
                    [&] { loadBytes(inFile(folder.path() / "gone", 0, 1)); });
}

TEST(ConstantData, ChunksAreWholeElementsAndComplete) {
  const test::TempFolder folder;
  std::string content(2'500'000, 'x');
  for (std::size_t i = 0; i < content.size(); ++i) content[i] = static_cast<char>(i % 251);
  const std::vector<char> bytes(content.begin(), content.end());
  const ConstantData inlined = inlineConstant(std::span<const char>(bytes), DType::int8);
  for (const ConstantData& data :
       {inFile(folder.write("w", content), 0, content.size()), inlined}) {
    std::vector<std::size_t> sizes;
    std::string all;
    forEachChunk(data, [&](std::span<const std::byte> chunk) {
      sizes.push_back(chunk.size());
      all += text({chunk.begin(), chunk.end()});
      return true;
    });
    EXPECT_EQ(all, content);
    ASSERT_EQ(sizes.size(), 3U);
    EXPECT_EQ(sizes[0] % 16, 0U);
    EXPECT_EQ(sizes[1] % 16, 0U);
  }
}

TEST(ConstantData, StopsWhenToldTo) {
  const std::vector<char> bytes(3'000'000);
  int visits = 0;
  forEachChunk(inlineConstant(std::span<const char>(bytes), DType::int8),
               [&](std::span<const std::byte>) { return ++visits < 2; });
  EXPECT_EQ(visits, 2);
}

TEST(ConstantData, OfARecipeIsMadeWhenSomebodyAsks) {
  int made = 0;
  const Recipe recipe{3, [&] {
                        ++made;
                        return std::vector<std::byte>(3, std::byte{7});
                      }};
  const ConstantData data{std::make_shared<const Recipe>(recipe), DType::int8, nullptr};
  EXPECT_TRUE(data.present());
  EXPECT_EQ(storedBytes(data), 3U);
  EXPECT_EQ(made, 0);
  EXPECT_EQ(loadBytes(data), std::vector<std::byte>(3, std::byte{7}));
  EXPECT_EQ(made, 1);
}

TEST(ConstantData, AbsentHasNothing) {
  const ConstantData data;
  EXPECT_FALSE(data.present());
  EXPECT_EQ(storedBytes(data), 0U);
  EXPECT_TRUE(loadBytes(data).empty());
}

}  // namespace
}  // namespace tessera
