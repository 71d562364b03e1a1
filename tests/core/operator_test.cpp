#include "core/operator.h"

#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace tessera {
namespace {

template <std::size_t... indices>
std::set<std::string_view> allKindNames(std::index_sequence<indices...>) {
  return {kindName(Attributes(std::in_place_index<indices>))...};
}

TEST(Operator, EveryKindHasANameOfItsOwn) {
  constexpr std::size_t count = std::variant_size_v<Attributes>;
  EXPECT_EQ(allKindNames(std::make_index_sequence<count>()).size(), count);
}

TEST(Operator, KindNamesFollowTheVariant) {
  EXPECT_EQ(kindName(Convolution{}), "convolution");
  EXPECT_EQ(kindName(GlobalPool{}), "global pool");
  EXPECT_EQ(kindName(BatchNormalization{}), "batch norm");
  EXPECT_EQ(kindName(Dequantize{}), "dequantize");
  EXPECT_EQ(kindName(Opaque{}), "opaque");
}

}  // namespace
}  // namespace tessera
