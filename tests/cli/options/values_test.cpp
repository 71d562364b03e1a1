#include "cli/options/values.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera::cli {
namespace {

TEST(Values, SizesHaveUnits) {
  EXPECT_EQ(parseBytes("256KiB"), Bytes(262144));
  EXPECT_EQ(parseBytes("320 kB"), Bytes(320000));
  EXPECT_EQ(parseBytes("1MiB"), Bytes(1048576));
  EXPECT_EQ(parseBytes("2MB"), Bytes(2000000));
  EXPECT_EQ(parseBytes("65536"), Bytes(65536));
  EXPECT_EQ(parseBytes("65536B"), Bytes(65536));
}

TEST(Values, WhatIsNoSizeIsAUsageError) {
  for (const char* text : {"", "KiB", "-1", "0", "1.5B", "1 TiB", "256kibi"}) {
    test::expectError(ErrorCode::usage, {"is not a size"}, [&] { parseBytes(text); });
  }
}

TEST(Values, TimesAreSecondsToAMillisecond) {
  using std::chrono::milliseconds;
  EXPECT_EQ(parseSeconds("10"), milliseconds(10'000));
  EXPECT_EQ(parseSeconds("0.5"), milliseconds(500));
  EXPECT_EQ(parseSeconds("0"), milliseconds(0));
  EXPECT_EQ(parseSeconds("0.0001"), milliseconds(1));
}

TEST(Values, WhatIsNoTimeIsAUsageError) {
  for (const char* text : {"", "-1", "5s", "nan", "inf", "1e300", "2000000"}) {
    test::expectError(ErrorCode::usage, {"is not a time"}, [&] { parseSeconds(text); });
  }
}

TEST(Values, AnExportIsAFormatAndAFile) {
  const Export csv = parseExport("csv=a=b.csv", {"text", "csv"});
  EXPECT_EQ(csv.format, "csv");
  EXPECT_EQ(csv.path, "a=b.csv");
  EXPECT_EQ(parseExport("text=-", {"text", "csv"}).path, "-");
}

TEST(Values, WhatIsNoExportIsAUsageError) {
  const std::vector<std::string> formats{"text", "csv"};
  test::expectError(ErrorCode::usage, {"'txt'", "did you mean 'text'?"},
                    [&] { parseExport("txt=a.txt", formats); });
  for (const char* text : {"csv", "csv="}) {
    test::expectError(ErrorCode::usage, {"names no file", "csv=FILE"},
                      [&] { parseExport(text, formats); });
  }
  test::expectError(ErrorCode::usage, {"one of: text, csv"}, [&] { parseExport("=a", formats); });
}

}  // namespace
}  // namespace tessera::cli
