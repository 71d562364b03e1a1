#include "importers/tflite/custom_options.h"

#include <flatbuffers/flexbuffers.h>
#include <gmock/gmock.h>

#include "tests/importers/tflite/test_model.h"

namespace tessera::tflite_import {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

/// The options of a file's only operator, which is custom.
std::map<std::string, std::int64_t> optionsOf(const std::vector<std::uint8_t>& bytes) {
  TestModel model;
  const int x = model.tensor("x", {1, 8});
  const int y = model.tensor("y", {1, 8});
  model.custom("Fancy", {x}, {y}, bytes);
  model.ends({x}, {y});
  return std::get<Opaque>(asInFile(model).operators.front().attributes).options;
}

TEST(CustomOptions, AreTheIntegersOfAMap) {
  flexbuffers::Builder builder;
  builder.Map([&] {
    builder.Int("max_detections", 10);
    builder.Float("nms_iou_threshold", 0.5F);
    builder.Int("num_classes", 90);
    builder.String("label", "person");
  });
  builder.Finish();
  EXPECT_THAT(optionsOf(builder.GetBuffer()),
              ElementsAre(Pair("max_detections", 10), Pair("num_classes", 90)));
}

TEST(CustomOptions, OtherBytesSayNothing) {
  EXPECT_THAT(optionsOf({}), IsEmpty());
  EXPECT_THAT(optionsOf({1, 2, 3}), IsEmpty());
  EXPECT_THAT(optionsOf(std::vector<std::uint8_t>(64, 0xFF)), IsEmpty());
  EXPECT_THAT(optionsOf({7, 4, 1}), IsEmpty()) << "an integer alone";
}

}  // namespace
}  // namespace tessera::tflite_import
