#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/graph.h"
#include "core/receptive_field.h"
#include "tests/importers/tflite/test_model.h"
#include "tests/support/expect_error.h"

namespace tessera::tflite_import {
namespace {

using schema::BuiltinOptions;
using test::expectError;
using testing::ElementsAre;

/// Imports an operator whose output the file leaves open, so that the shape is the operator's own.
struct Derived {
  Code code;
  Indices x;
  std::vector<Indices> lists = {};
  Options given = {};
  std::size_t data = 0;  ///< where the data is among the inputs
  std::size_t outputs = 1;

  Network network() const {
    TestModel model;
    const int in = model.tensor("x", x, Type::INT8, {.scales = {0.5F}, .zeroPoints = {-7}});
    Indices inputs;
    for (const Indices& list : lists) {
      inputs.push_back(model.list("list" + std::to_string(inputs.size()), list));
    }
    inputs.insert(inputs.begin() + static_cast<std::ptrdiff_t>(data), in);
    Indices outs;
    model.ranks = false;
    for (std::size_t i = 0; i < outputs; ++i) {
      outs.push_back(model.tensor("y" + std::to_string(i), {}));
    }
    model.op(code, inputs, outs, given);
    model.ends({in}, outs);
    return asInFile(model);
  }
  Shape shape(std::size_t i = 0) const {
    const Network result = network();
    return result.tensor(result.outputs.at(i)).shape;
  }
};

template <class Kind>
Kind derivedKind(const Derived& derived) {
  return std::get<Kind>(derived.network().operators.at(0).attributes);
}

TEST(TfliteReshape, TakesItsShapeFromAnInputOrAnOption) {
  EXPECT_EQ((Derived{Code::RESHAPE, {2, 6}, {{3, -1}}}.shape()), (Shape{3, 4}));
  const auto asked = options(BuiltinOptions::ReshapeOptions, [](FlatBuilder& builder) {
    return schema::CreateReshapeOptions(builder, builder.CreateVector(Indices{-1, 2}));
  });
  EXPECT_EQ((Derived{Code::RESHAPE, {2, 6}, {}, asked}.shape()), (Shape{6, 2}));
  const auto refuses = [](const Indices& shape) {
    expectError(ErrorCode::input, {"operator 0 (RESHAPE)"}, [&] {
      Derived{Code::RESHAPE, {2, 6}, {shape}}.shape();
    });
  };
  refuses({5, -1});
  refuses({-1, -1});
  refuses({-3, 4});
  refuses({0, -1});
  refuses({3, 5});
}

TEST(TfliteReshape, ExpandDimsAndSqueeze) {
  EXPECT_EQ((Derived{Code::EXPAND_DIMS, {2, 3}, {{-1}}}.shape()), (Shape{2, 3, 1}));
  EXPECT_EQ((Derived{Code::EXPAND_DIMS, {2, 3}, {{0}}}.shape()), (Shape{1, 2, 3}));
  EXPECT_EQ((Derived{Code::SQUEEZE, {1, 2, 1, 3}}.shape()), (Shape{2, 3}));
  const auto first = options(BuiltinOptions::SqueezeOptions, [](FlatBuilder& builder) {
    return schema::CreateSqueezeOptions(builder, builder.CreateVector(Indices{0}));
  });
  EXPECT_EQ((Derived{Code::SQUEEZE, {1, 2, 1, 3}, {}, first}.shape()), (Shape{2, 1, 3}));
  expectError(ErrorCode::input, {"axis 0 of 2x1 is not 1"}, [&] {
    Derived{Code::SQUEEZE, {2, 1}, {}, first}.shape();
  });
  EXPECT_TRUE(std::holds_alternative<Reshape>(
      Derived{Code::SQUEEZE, {1, 2}}.network().operators.at(0).attributes));
}

TEST(TfliteJoin, SplitsAndConcatenates) {
  EXPECT_EQ((Derived{Code::SPLIT, {1, 6}, {{1}}, {}, 1, 3}.shape(2)), (Shape{1, 2}));
  const Derived sized{Code::SPLIT_V, {1, 6}, {{1, -1, 2}, {-1}}, {}, 0, 3};
  EXPECT_EQ(sized.shape(0), (Shape{1, 1}));
  EXPECT_EQ(sized.shape(1), (Shape{1, 3}));
  EXPECT_EQ(derivedKind<Split>(sized).axis, 1U);
  expectError(ErrorCode::input, {"does not split into 4 outputs"}, [] {
    Derived{Code::SPLIT, {1, 6}, {{1}}, {}, 1, 4}.shape();
  });

  TestModel model;
  const int a = model.tensor("a", {1, 2, 2, 3});
  const int b = model.tensor("b", {1, 2, 2, 5});
  const int y = model.tensor("y", {1, 2, 2, 8});
  model.op(Code::CONCATENATION, {a, b}, {y}, concatOptions(-1));
  model.ends({a, b}, {y});
  const Graph graph(asInFile(model));
  EXPECT_EQ(std::get<Concat>(graph.operators()[0].attributes).axis, 3U);
  EXPECT_EQ(whyNotLocal(graph, OperatorId(0)), "");
}

TEST(TfliteJoin, PacksUnpacksAndGathers) {
  const auto pack = options(BuiltinOptions::PackOptions, [](FlatBuilder& builder) {
    return schema::CreatePackOptions(builder, 1, -1);
  });
  EXPECT_EQ((Derived{Code::PACK, {2, 3}, {}, pack}.shape()), (Shape{2, 3, 1}));
  EXPECT_EQ(derivedKind<Rearrange>(Derived{Code::PACK, {2, 3}, {}, pack}).axis, 2U);
  const auto unpack = options(BuiltinOptions::UnpackOptions, [](FlatBuilder& builder) {
    return schema::CreateUnpackOptions(builder, 3, 1);
  });
  EXPECT_EQ((Derived{Code::UNPACK, {2, 3}, {}, unpack, 0, 3}.shape(1)), Shape{2});
  const auto gather = options(BuiltinOptions::GatherOptions, [](FlatBuilder& builder) {
    return schema::CreateGatherOptions(builder, 1);
  });
  EXPECT_EQ((Derived{Code::GATHER, {2, 7, 3}, {{6, 0}}, gather}.shape()), (Shape{2, 2, 3}));
}

TEST(TfliteSlice, BeginsAndSizes) {
  const Derived slice{Code::SLICE, {4, 6}, {{1, 2}, {2, -1}}};
  EXPECT_EQ(slice.shape(), (Shape{2, 4}));
  EXPECT_THAT(derivedKind<Slice>(slice).starts, ElementsAre(1, 2));
  expectError(ErrorCode::input, {"reads outside axis 0 of 4x6"}, [] {
    Derived{Code::SLICE, {4, 6}, {{3, 0}, {2, 6}}}.shape();
  });
}

Options strided(std::int32_t beginMask, std::int32_t endMask, std::int32_t shrinkMask,
                std::int32_t ellipsisMask = 0, bool offset = false) {
  return options(BuiltinOptions::StridedSliceOptions, [=](FlatBuilder& builder) {
    return schema::CreateStridedSliceOptions(builder, beginMask, endMask, ellipsisMask, 0,
                                             shrinkMask, offset);
  });
}

/// Against Python's own slices.
TEST(TfliteSlice, StridedSlicesFollowPython) {
  const auto extent = [](std::int32_t begin, std::int32_t end, std::int32_t stride) {
    return Derived{Code::STRIDED_SLICE, {10}, {{begin}, {end}, {stride}}, strided(0, 0, 0)}
        .shape()[0];
  };
  EXPECT_EQ(extent(2, 7, 1), 5);      // len(range(10)[2:7])
  EXPECT_EQ(extent(2, 7, 2), 3);      // [2:7:2]
  EXPECT_EQ(extent(-4, 99, 3), 2);    // [-4:99:3]
  EXPECT_EQ(extent(7, 2, -2), 3);     // [7:2:-2]
  EXPECT_EQ(extent(2, 7, -1), 0);     // [2:7:-1]
  EXPECT_EQ(extent(99, -99, -4), 3);  // [99:-99:-4]
  const Derived masked{Code::STRIDED_SLICE, {10}, {{5}, {5}, {-3}}, strided(1, 1, 0)};
  EXPECT_EQ(masked.shape(), Shape{4});  // [::-3]
  EXPECT_THAT(derivedKind<Slice>(masked).starts, ElementsAre(9));
  const Derived offset{Code::STRIDED_SLICE, {10}, {{3}, {4}, {1}}, strided(0, 0, 0, 0, true)};
  EXPECT_EQ(offset.shape(), Shape{4});
  const Derived shrunk{Code::STRIDED_SLICE, {4, 6}, {{-1, 0}, {0, 3}, {1, 1}}, strided(0, 0, 1)};
  EXPECT_EQ(shrunk.shape(), Shape{3});
  EXPECT_THAT(derivedKind<Rearrange>(shrunk).dropped, ElementsAre(0));
  EXPECT_THAT(derivedKind<Rearrange>(shrunk).slice.starts, ElementsAre(3, 0));
  expectError(ErrorCode::input, {"a stride of 0"}, [&] { extent(0, 1, 0); });
  const Derived ellipsis{Code::STRIDED_SLICE, {4, 6}, {{0}, {1}, {1}}, strided(0, 0, 0, 1)};
  expectError(ErrorCode::unsupported, {"unknown shape"}, [&] { ellipsis.shape(); });
}

TEST(TflitePad, WritesTheZeroPoint) {
  const Derived pad{Code::PAD, {1, 4, 4, 2}, {{0, 0, 1, 2, 0, 1, 0, 0}}};
  EXPECT_EQ(pad.shape(), (Shape{1, 7, 5, 2}));
  const auto kind = derivedKind<Pad>(pad);
  EXPECT_EQ(kind.mode, "constant");
  EXPECT_EQ(kind.value, -7.0);
  EXPECT_THAT(kind.before, ElementsAre(0, 1, 0, 0));
  EXPECT_THAT(kind.after, ElementsAre(0, 2, 1, 0));
  const auto reflect = options(BuiltinOptions::MirrorPadOptions, [](FlatBuilder& builder) {
    return schema::CreateMirrorPadOptions(builder, schema::MirrorPadMode::REFLECT);
  });
  EXPECT_EQ(derivedKind<Pad>(Derived{Code::MIRROR_PAD, {3}, {{1, 1}}, reflect}).mode, "reflect");
  expectError(ErrorCode::input, {"has 2 entries instead of 4"}, [] {
    Derived{Code::PAD, {3, 3}, {{1, 1}}}.shape();
  });
  expectError(ErrorCode::input, {"a negative pad"}, [] {
    Derived{Code::PAD, {3}, {{1, -1}}}.shape();
  });
}

TEST(TflitePad, V2HasAValueInStoredUnits) {
  TestModel model;
  const int x = model.tensor("x", {3}, Type::INT8, {.scales = {0.5F}, .zeroPoints = {-7}});
  const int pads = model.list("pads", {1, 1});
  const int value = model.constant("value", {}, Type::INT8, std::string(1, '\xfb'));
  const int y = model.tensor("y", {5}, Type::INT8, {.scales = {0.5F}, .zeroPoints = {-7}});
  model.op(Code::PADV2, {x, pads, value}, {y});
  model.ends({x}, {y});
  EXPECT_EQ(std::get<Pad>(asInFile(model).operators.at(0).attributes).value, -5.0);
}

TEST(TfliteSpace, BlocksMoveBetweenAxes) {
  const auto block = [](BuiltinOptions type) {
    return options(type,
                   [](FlatBuilder& builder) { return schema::CreateBlockOptions(builder, 2); });
  };
  EXPECT_EQ((Derived{Code::SPACE_TO_DEPTH, {1, 4, 6, 3}, {}, block(BuiltinOptions::space_to_depth)}
                 .shape()),
            (Shape{1, 2, 3, 12}));
  EXPECT_EQ((Derived{Code::DEPTH_TO_SPACE, {1, 2, 3, 12}, {}, block(BuiltinOptions::depth_to_space)}
                 .shape()),
            (Shape{1, 4, 6, 3}));
  EXPECT_EQ((Derived{Code::SPACE_TO_BATCH_ND, {1, 4, 5, 3}, {{2, 2}, {0, 0, 1, 0}}}.shape()),
            (Shape{4, 2, 3, 3}));
  EXPECT_EQ((Derived{Code::BATCH_TO_SPACE_ND, {4, 2, 3, 3}, {{2, 2}, {0, 0, 1, 0}}}.shape()),
            (Shape{1, 4, 5, 3}));
  expectError(ErrorCode::input, {"a block of 0"}, [] {
    Derived{Code::SPACE_TO_BATCH_ND, {1, 4}, {{0}, {0, 0}}}.shape();
  });
}

TEST(TfliteSpace, TilesAndTransposes) {
  EXPECT_EQ((Derived{Code::TILE, {2, 3}, {{1, 4}}}.shape()), (Shape{2, 12}));
  EXPECT_EQ((Derived{Code::BROADCAST_TO, {3}, {{2, 3}}}.shape()), (Shape{2, 3}));
  const Derived turned{Code::TRANSPOSE, {1, 4, 6, 3}, {{0, 3, 1, 2}}};
  EXPECT_EQ(turned.shape(), (Shape{1, 3, 4, 6}));
  EXPECT_THAT(derivedKind<Transpose>(turned).permutation, ElementsAre(0, 3, 1, 2));
  expectError(ErrorCode::input, {"repeats an axis"}, [] {
    Derived{Code::TRANSPOSE, {1, 4}, {{1, 1}}}.shape();
  });
  EXPECT_EQ((Derived{Code::SHAPE, {1, 4, 6, 3}}.shape()), Shape{4});
}

Options nearest(bool alignCorners, bool halfPixels) {
  return options(BuiltinOptions::ResizeNearestOptions, [=](FlatBuilder& builder) {
    return schema::CreateResizeNearestOptions(builder, alignCorners, halfPixels);
  });
}

/// The longer of two lists of extents, aligned at their ends.
TEST(TfliteSpace, BroadcastArgsGivesAShape) {
  TestModel model;
  const int a = model.tensor("a", {2}, Type::INT32);
  const int b = model.tensor("b", {4}, Type::INT32);
  const int y = model.tensor("y", {-1}, Type::INT32);
  model.op(Code::BROADCAST_ARGS, {a, b}, {y});
  model.ends({a, b}, {y});
  const Network network = asInFile(model);
  EXPECT_TRUE(std::holds_alternative<Rearrange>(network.operators.at(0).attributes));
  EXPECT_EQ(network.tensor(network.outputs.at(0)).shape, (Shape{4}));
}

TEST(TfliteResize, SaysItsCoordinatesInOnnxsWords) {
  const auto resized = [](bool alignCorners, bool halfPixels) {
    return derivedKind<Resize>(Derived{
        Code::RESIZE_NEAREST_NEIGHBOR, {1, 4, 5, 3}, {{8, 15}}, nearest(alignCorners, halfPixels)});
  };
  EXPECT_EQ(resized(false, false).coordinates, "asymmetric");
  EXPECT_EQ(resized(false, false).rounding, "floor");
  EXPECT_THAT(resized(false, false).scales, ElementsAre(1.0, 2.0, 3.0, 1.0));
  EXPECT_EQ(resized(false, true).coordinates, "tf_half_pixel_for_nn");
  EXPECT_EQ(resized(true, false).coordinates, "align_corners");
  EXPECT_EQ(resized(true, false).rounding, "round_prefer_ceil");
  const auto bilinear = options(BuiltinOptions::ResizeBilinearOptions, [](FlatBuilder& builder) {
    return schema::CreateResizeBilinearOptions(builder, 0, 0, false, true);
  });
  const auto linear =
      derivedKind<Resize>(Derived{Code::RESIZE_BILINEAR, {1, 4, 5, 3}, {{2, 2}}, bilinear});
  EXPECT_EQ(linear.kind, ResizeKind::linear);
  EXPECT_EQ(linear.coordinates, "half_pixel");
}

/// Where float32 rounds to another source than the planner of patches, a stage ends.
TEST(TfliteResize, IsNotLocalWhereFloat32ChoosesAnotherSource) {
  std::size_t local = 0;
  std::size_t notLocal = 0;
  for (std::int32_t from = 1; from <= 24; ++from) {
    for (std::int32_t to = 1; to <= 48; ++to) {
      const Graph graph(
          Derived{Code::RESIZE_NEAREST_NEIGHBOR, {1, from, 1, 1}, {{to, 1}}, nearest(false, false)}
              .network());
      if (!whyNotLocal(graph, OperatorId(0)).empty()) {
        ++notLocal;
        continue;
      }
      ++local;
      const RegionMap map = regionMap(graph, OperatorId(0), 0);
      const float scale = static_cast<float>(from) / static_cast<float>(to);
      for (std::int32_t at = 0; at < to; ++at) {
        const auto source = std::min(
            static_cast<std::int64_t>(std::floor(static_cast<float>(at) * scale)), from - 1L);
        EXPECT_EQ(map.rows.clipped({at, at + 1}), (Interval{source, source + 1}))
            << from << " to " << to << " at " << at;
      }
    }
  }
  EXPECT_GT(local, 1000U);
  EXPECT_GT(notLocal, 0U);
}

/// TFLite weighs the rows floor(x) and ceil(x), where it computes x in float32, or of integers in
/// units of 1/1024.
TEST(TfliteResize, BilinearReadsTheRowsThatArePlannedOrIsNotLocal) {
  std::size_t local = 0;
  std::size_t notLocal = 0;
  const auto bilinear = options(BuiltinOptions::ResizeBilinearOptions, [](FlatBuilder& builder) {
    return schema::CreateResizeBilinearOptions(builder, 0, 0, false, true);
  });
  for (std::int32_t from = 1; from <= 24; ++from) {
    for (std::int32_t to = 1; to <= 48; ++to) {
      const Graph graph(
          Derived{Code::RESIZE_BILINEAR, {1, from, 1, 1}, {{to, 1}}, bilinear}.network());
      if (!whyNotLocal(graph, OperatorId(0)).empty()) {
        ++notLocal;
        continue;
      }
      ++local;
      const RegionMap map = regionMap(graph, OperatorId(0), 0);
      const float scale = static_cast<float>(from) / static_cast<float>(to);
      for (std::int32_t at = 0; at < to; ++at) {
        const float x = (static_cast<float>(at) + 0.5F) * scale - 0.5F;
        const auto lower = static_cast<std::int64_t>(std::max(std::floor(x), 0.0F));
        const auto upper = std::min(static_cast<std::int64_t>(std::ceil(x)), from - 1L);
        const std::int64_t units = (1024 * from + to / 2) / to;
        const std::int64_t whole = at * units + units / 2 - 512;
        const std::int64_t last = std::min<std::int64_t>((whole + 1023) / 1024, from - 1);
        const Interval planned = map.rows.clipped({at, at + 1});
        EXPECT_TRUE(planned.contains({lower, upper + 1}) &&
                    planned.contains({std::max<std::int64_t>(whole / 1024, 0), last + 1}))
            << from << " to " << to << " at " << at;
      }
    }
  }
  EXPECT_GT(local, 700U);
  EXPECT_GT(notLocal, 0U);
}

}  // namespace
}  // namespace tessera::tflite_import
