#include "sim/verify/memory.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tessera::verify {
namespace {

std::vector<std::byte> contents(Memory& memory, std::int64_t size) {
  return {memory.at(0), memory.at(size)};
}

TEST(Memory, PoisonChangesEveryByteAndNoOther) {
  Memory memory(64);
  std::vector<std::byte> before = contents(memory, 64);
  for (int round = 0; round < 100; ++round) {
    memory.poison({16, 48});
    const std::vector<std::byte> after = contents(memory, 64);
    for (std::size_t i = 0; i < 64; ++i) EXPECT_EQ(after[i] != before[i], i >= 16 && i < 48) << i;
    before = after;
  }
}

TEST(Memory, PoisonHasAnotherPatternEachTime) {
  Memory memory(64);
  memory.poison({0, 32});
  memory.poison({32, 64});
  EXPECT_FALSE(std::equal(memory.at(0), memory.at(32), memory.at(32)));
  EXPECT_FALSE(std::equal(memory.at(1), memory.at(32), memory.at(0)));
}

}  // namespace
}  // namespace tessera::verify
