#include "gui/models/shape_request.h"

#include <gtest/gtest.h>

namespace tessera::gui {
namespace {

TEST(ShapeRequest, IsReadFromTheImportersWords) {
  const auto requests = shapesAskedFor(
      "net.onnx: symbolic input: input 'a' has symbolic dimensions [1, h], input 'b'; pass "
      "--input-shape a=1x<h> --input-shape b=2x<dim1>x3");
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_EQ(requests[0].input, "a");
  EXPECT_EQ(requests[0].shape, "1x<h>");
  EXPECT_EQ(requests[1].input, "b");
  EXPECT_EQ(requests[1].shape, "2x<dim1>x3");
}

TEST(ShapeRequest, OtherErrorsAskForNone) {
  EXPECT_TRUE(shapesAskedFor("net.onnx: there is no such file").empty());
  EXPECT_TRUE(shapesAskedFor("pass --input-shape").empty());
  EXPECT_TRUE(shapesAskedFor("pass --input-shape ").empty());
}

}  // namespace
}  // namespace tessera::gui
