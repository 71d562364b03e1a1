#include "core/parse_units.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

TEST(ParseUnits, SizesHaveUnits) {
  EXPECT_EQ(bytesFromText("256KiB"), Bytes(262144));
  EXPECT_EQ(bytesFromText("320 kB"), Bytes(320000));
  EXPECT_EQ(bytesFromText("1MiB"), Bytes(1048576));
  EXPECT_EQ(bytesFromText("65536"), Bytes(65536));
  EXPECT_EQ(bytesFromText("9223372036854775807"), Bytes(INT64_MAX));
  EXPECT_EQ(bytesFromText("1.5MiB"), Bytes(1572864));
  EXPECT_EQ(bytesFromText("2GiB"), Bytes(std::int64_t{2} << 30));
  for (const char* text : {"64k", "64kB", "64KB", "64 kb", "64K"}) {
    EXPECT_EQ(bytesFromText(text), Bytes(64000)) << text;
  }
  for (const char* text : {"64Ki", "64KiB", "64kib", "64KI"}) {
    EXPECT_EQ(bytesFromText(text), Bytes(65536)) << text;
  }
}

TEST(ParseUnits, WhatIsNoSizeIsNothing) {
  for (const char* text : {"", " ", "KiB", "-1", "0", "0KiB", "1.5B", "1 TiB", "256kibi", "1KiB ",
                           "9223372036854775808", "9223372036854775807KiB"}) {
    EXPECT_EQ(bytesFromText(text), std::nullopt) << text;
  }
}

TEST(ParseUnits, FrequenciesHaveUnits) {
  EXPECT_EQ(hertzFromText("480MHz"), Hertz(480'000'000));
  EXPECT_EQ(hertzFromText("1 GHz"), Hertz(1'000'000'000));
  EXPECT_EQ(hertzFromText("32.768kHz"), Hertz(32768));
  EXPECT_EQ(hertzFromText("133.0MHz"), Hertz(133'000'000));
  EXPECT_EQ(hertzFromText("120000000 Hz"), Hertz(120'000'000));
}

TEST(ParseUnits, WhatIsNoFrequencyIsNothing) {
  for (const char* text : {"", "480", "MHz", "480mhz", "-1MHz", "0MHz", "0.0001Hz", "1.MHz",
                           ".5MHz", "1e6Hz", "480 M Hz", "99999999999999999999MHz",
                           "999999999999999999GHz", "0.00000000000000000001GHz"}) {
    EXPECT_EQ(hertzFromText(text), std::nullopt) << text;
  }
}

TEST(ParseUnits, DurationsHaveUnits) {
  using std::chrono::nanoseconds;
  EXPECT_EQ(durationFromText("120ms"), nanoseconds(120'000'000));
  EXPECT_EQ(durationFromText("0.5 s"), nanoseconds(500'000'000));
  EXPECT_EQ(durationFromText("800us"), nanoseconds(800'000));
  EXPECT_EQ(durationFromText("1.5us"), nanoseconds(1500));
}

TEST(ParseUnits, WhatIsNoDurationIsNothing) {
  for (const char* text :
       {"", "120", "ms", "-1ms", "0ms", "0.1ns", "120 m s", "1min", "9999999999999999s"}) {
    EXPECT_EQ(durationFromText(text), std::nullopt) << text;
  }
}

TEST(ParseUnits, MacsTakePowersOfAThousand) {
  EXPECT_EQ(macsFromText("40M"), Macs(40'000'000));
  EXPECT_EQ(macsFromText("1.5 GMACs"), Macs(1'500'000'000));
  EXPECT_EQ(macsFromText("500k"), Macs(500'000));
  EXPECT_EQ(macsFromText("12 MACs"), Macs(12));
  EXPECT_EQ(macsFromText("12"), Macs(12));
  for (const char* wrong : {"", "0M", "40m", "40 MB", "-1", "0.5", "99999999999999999G"}) {
    EXPECT_FALSE(macsFromText(wrong)) << wrong;
  }
}

TEST(ParseUnits, PercentIsInPartsPerMillion) {
  EXPECT_EQ(ppmFromText("1%"), 10'000);
  EXPECT_EQ(ppmFromText("0.5 %"), 5'000);
  EXPECT_EQ(ppmFromText("0.0001%"), 1);
  for (const char* wrong : {"", "1", "%", "0%", "-1%", "0.00001%", "1%%"}) {
    EXPECT_FALSE(ppmFromText(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace tessera
