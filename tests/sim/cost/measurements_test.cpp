#include "sim/cost/measurements.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera {
namespace {

const std::string header =
    "id,model,model_local,board,mcu,core,clock_mhz,engine,latency_ms,notes\n";

TEST(Measurements, AreReadByColumn) {
  const auto rows = readMeasurements(
      header +
          "R1,MobileNet v2 0.35,m/v2.tflite,BOARD,STM32F4,Cortex-M4F,180,ENGINE,12.5,\"a, b\"\n",
      "m.csv");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].id, "R1");
  EXPECT_EQ(rows[0].path, "m/v2.tflite");
  EXPECT_EQ(rows[0].core, CoreBuild::m4);
  EXPECT_DOUBLE_EQ(rows[0].clockHz, 180e6);
  EXPECT_DOUBLE_EQ(rows[0].seconds, 0.0125);
  EXPECT_EQ(rows[0].family, "mobilenet v2");
  EXPECT_EQ(cellOf(rows[0], "notes"), "a, b");
  EXPECT_EQ(cellOf(rows[0], "nothing"), "");
}

TEST(Measurements, FamiliesAreTheArchitectureInTheName) {
  EXPECT_EQ(familyOf("ST SSD Mobilenet v1 0.25"), "ssd mobilenet v1");
  EXPECT_EQ(familyOf("SSD Mobilenet v1 0.25"), "ssd mobilenet v1");
  EXPECT_EQ(familyOf("MobileNet v1 0.5 pruned flowers"), "mobilenet v1");
  EXPECT_EQ(familyOf("FdMobileNet 0.25 tfs"), "fdmobilenet");
  EXPECT_EQ(familyOf("Yamnet 256"), "yamnet");
  EXPECT_EQ(familyOf("FC autoencoder (ToyADMOS)"), "fc autoencoder");
}

TEST(Measurements, FaultsNameLineAndColumn) {
  using test::expectError;
  expectError(ErrorCode::input, {"m.csv", "no measurements"},
              [] { readMeasurements("", "m.csv"); });
  expectError(ErrorCode::input, {"m.csv:1", "'latency_ms'"}, [] {
    readMeasurements("model,model_local,board,core,clock_mhz,engine,latency\n", "m.csv");
  });
  expectError(ErrorCode::input, {"m.csv:2", "'clock_mhz'", "'fast' is no number"},
              [] { readMeasurements(header + "R1,m,p,b,u,Cortex-M4,fast,e,1,\n", "m.csv"); });
  expectError(ErrorCode::input, {"m.csv:2", "'latency_ms'"},
              [] { readMeasurements(header + "R1,m,p,b,u,Cortex-M4,100,e,-1,\n", "m.csv"); });
  expectError(ErrorCode::input, {"m.csv:2", "'core'", "Xtensa"},
              [] { readMeasurements(header + "R1,m,p,b,u,Xtensa LX7,100,e,1,\n", "m.csv"); });
  expectError(ErrorCode::input, {"m.csv:3", "cells"},
              [] { readMeasurements(header + "\nR1,m,p\n", "m.csv"); });
  expectError(ErrorCode::input, {"m.csv:2", "'model'", "empty"},
              [] { readMeasurements(header + "R1,,p,b,u,Cortex-M4,100,e,1,\n", "m.csv"); });
}

}  // namespace
}  // namespace tessera
