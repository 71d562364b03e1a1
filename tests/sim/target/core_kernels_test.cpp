#include "sim/target/core_kernels.h"

#include <gtest/gtest.h>

#include "sim/target/devices.h"

namespace tessera {
namespace {

Device withCore(const std::string& core) {
  Device device;
  device.name = "board";
  device.core = core;
  return device;
}

TEST(CoreKernels, FollowTheCoreOfTheBoard) {
  EXPECT_EQ(cmsisKernelsOn(deviceNamed("Corstone-300")), Kernels::cmsisNnMve);
  EXPECT_EQ(cmsisKernelsOn(deviceNamed("EK-RA8D1")), Kernels::cmsisNnMve);
  EXPECT_EQ(cmsisKernelsOn(deviceNamed("NUCLEO-F446RE")), Kernels::cmsisNn);
  EXPECT_EQ(cmsisKernelsOn(deviceNamed("EK-RA6M4")), Kernels::cmsisNn);
  EXPECT_EQ(cmsisKernelsOn(deviceNamed("Raspberry Pi Pico")), Kernels::cmsisNnC);
  EXPECT_EQ(cmsisKernelsOn(deviceNamed("ESP32-S3-DevKitC")), Kernels::reference);
}

TEST(CoreKernels, AreKnownByTheNameOfACore) {
  EXPECT_EQ(cmsisKernelsOn(withCore("Cortex-M3")), Kernels::cmsisNnC);
  EXPECT_EQ(cmsisKernelsOn(withCore("Cortex-M0+")), Kernels::cmsisNnC);
  EXPECT_EQ(cmsisKernelsOn(withCore("Cortex-M33")), Kernels::cmsisNn);
  EXPECT_EQ(cmsisKernelsOn(withCore("Cortex-M4F")), Kernels::cmsisNn);
  EXPECT_EQ(cmsisKernelsOn(withCore("Cortex-M55")), Kernels::cmsisNnMve);
  EXPECT_EQ(cmsisKernelsOn(withCore("RISC-V")), Kernels::reference);
}

TEST(CoreKernels, WhatTheDeviceSaysWins) {
  Device device = withCore("Cortex-M55");
  device.mve = Mve::none;
  EXPECT_EQ(cmsisKernelsOn(device), Kernels::cmsisNn);
  device.dsp = false;
  EXPECT_EQ(cmsisKernelsOn(device), Kernels::cmsisNnC);
  device.core.reset();
  EXPECT_EQ(cmsisKernelsOn(device), Kernels::cmsisNn) << "the usual board";
}

}  // namespace
}  // namespace tessera
