#include "gui/models/usual_settings.h"

#include <gtest/gtest.h>

#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

const std::string tfliteFile =
    std::string(TESSERA_SOURCE_DIR) + "/tests/cli/models/tiny_convnet.tflite";
const std::string onnxFile = test::sample("resnet8-int8.onnx");

TEST(UsualSettings, ATfliteFileIsRunByTfliteMicro) {
  const RunSettings settings = asUsualFor(tfliteFile, {}, false, false);
  EXPECT_EQ(settings.runtime, "tflm");
  EXPECT_EQ(asUsualFor(onnxFile, settings, true, false), RunSettings{});
}

TEST(UsualSettings, WhatWasChosenStays) {
  EXPECT_EQ(asUsualFor(tfliteFile, {}, false, true), RunSettings{});
  RunSettings paper;
  paper.runtime = "paper";
  EXPECT_EQ(asUsualFor(tfliteFile, paper, false, false).runtime, "paper");
}

TEST(UsualSettings, AFileThatIsNotThereChangesNothing) {
  EXPECT_EQ(asUsualFor("/no/such/file", {}, false, false), RunSettings{});
}

}  // namespace
}  // namespace tessera::gui
