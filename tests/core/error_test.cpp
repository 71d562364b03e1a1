#include "core/error.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(Error, LineHasPlaceMessageAndHint) {
  const Error full(ErrorCode::input, "it is truncated", "model.onnx", "download it again");
  EXPECT_STREQ(full.what(), "model.onnx: it is truncated; download it again");
  EXPECT_STREQ(Error(ErrorCode::input, "it is truncated").what(), "it is truncated");
}

TEST(Error, WithinPrefixesThePlace) {
  const Error inner(ErrorCode::unsupported, "no such operator", "node 'a'", "remove it");
  const Error outer = inner.within("model.onnx");
  EXPECT_STREQ(outer.what(), "model.onnx: node 'a': no such operator; remove it");
  EXPECT_EQ(outer.code(), ErrorCode::unsupported);
  EXPECT_EQ(Error(ErrorCode::input, "bad").within("a").where(), "a");
}

TEST(Error, NamesFromFilesCannotBreakTheLine) {
  EXPECT_EQ(oneLine("a\nb\x1b[31m\x7f"), "a?b?[31m?");
  EXPECT_EQ(oneLine("größe"), "größe");
  EXPECT_EQ(oneLine("a\xFF\xC3z\xED\xA0\x80"), "a??z???");
  EXPECT_EQ(oneLine("a\xC2\x9B"
                    "31m\xC2\xA0z"),
            "a??31m\xC2\xA0z");
  EXPECT_STREQ(Error(ErrorCode::input, "bad", "x\r\ny").what(), "x??y: bad");
}

TEST(Error, LineOfALongNameKeepsItsEnds) {
  std::string name;
  while (name.size() < 1000000) name += "ö";
  const Error error(ErrorCode::usage, "no operator '" + name + "'!", name + "?", "say another");
  const std::string line = error.what();
  EXPECT_LT(line.size(), 3000U);
  EXPECT_EQ(line.rfind("öö", 0), 0U);
  EXPECT_NE(line.find("?: no operator 'ö"), std::string::npos);
  EXPECT_NE(line.find("ö[...]ö"), std::string::npos);
  EXPECT_NE(line.find("ö'!; say another"), std::string::npos);
  EXPECT_EQ(error.message().size(), name.size() + 15);
}

}  // namespace
}  // namespace tessera
