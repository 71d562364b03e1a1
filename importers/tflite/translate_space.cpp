#include <algorithm>
#include <array>
#include <cmath>

#include "core/checked.h"
#include "importers/tflite/schema_generated.h"
#include "importers/tflite/translate.h"

namespace tessera::tflite_import {
namespace {

using Code = schema::BuiltinOperator;
using Table = schema::Operator;

/// Pairs (before, after) for each of `rank` axes; nothing where they are computed.
const Integers* pairs(const OperatorView& op, std::size_t input, std::size_t rank) {
  const Integers* list = op.value(input);
  if (list == nullptr) return nullptr;
  if (list->size() != 2 * rank) {
    op.fail("input " + std::to_string(input) + " has " + std::to_string(list->size()) +
            " entries instead of " + std::to_string(2 * rank));
  }
  return list;
}

/// The value in stored units: what a quantised tensor stores for a real 0.
double storedZero(const TensorInfo& tensor) {
  const bool quantized = tensor.quantization != nullptr && !tensor.quantization->zeroPoints.empty();
  return quantized ? tensor.quantization->zeroPoints[0] : 0.0;
}

Translation pad(const OperatorView& op, std::string mode, double value) {
  const Shape& x = op.shape(0);
  const Integers* list = pairs(op, 1, x.rank());
  if (list == nullptr) return {Rearrange{}, dataOperands(op)};
  Pad result{{}, {}, std::move(mode), value};
  Integers extents = x.extents();
  for (std::size_t axis = 0; axis < extents.size(); ++axis) {
    const std::int64_t before = (*list)[2 * axis];
    const std::int64_t after = (*list)[2 * axis + 1];
    if (before < 0 || after < 0) op.fail("a negative pad");
    result.before.push_back(before);
    result.after.push_back(after);
    extents[axis] = checkedAdd(extents[axis], checkedAdd(before, after));
  }
  return {std::move(result), dataOperands(op), {}, {Shape(std::move(extents))}};
}

Translation zeroPad(const OperatorView& op) { return pad(op, "constant", storedZero(op.input(0))); }

Translation padV2(const OperatorView& op) {
  const std::optional<double> value = op.number(2);
  return value ? pad(op, "constant", *value) : Translation{Rearrange{}, dataOperands(op)};
}

Translation mirrorPad(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_MirrorPadOptions);
  const bool reflects = options.mode() == schema::MirrorPadMode::REFLECT;
  return pad(op, reflects ? "reflect" : "symmetric", 0.0);
}

/// Blocks of rows and columns go into the channels, or back.
Translation depthAndSpace(const OperatorView& op) {
  const bool toDepth = op.code() == Code::SPACE_TO_DEPTH;
  const schema::BlockOptions& options =
      toDepth ? optionsOf(op, &Table::builtin_options_as_space_to_depth)
              : optionsOf(op, &Table::builtin_options_as_depth_to_space);
  const Shape& x = op.shapeOfRank(0, 4);
  const std::int64_t block = options.block_size();
  const std::int64_t area = block < 1 ? 0 : checkedMul(block, block);
  const bool fits =
      area > 0 && (toDepth ? x[1] % block == 0 && x[2] % block == 0 : x[3] % area == 0);
  if (!fits) op.fail("blocks of " + std::to_string(block) + " do not fit an input of " + x.text());
  const Shape shape =
      toDepth ? Shape{x[0], x[1] / block, x[2] / block, checkedMul(x[3], area)}
              : Shape{x[0], checkedMul(x[1], block), checkedMul(x[2], block), x[3] / area};
  Rearrange moves;
  moves.moves = toDepth ? Moves::spaceToDepth : Moves::depthToSpace;
  return {std::move(moves), {{0}}, {}, {shape}};
}

/// Blocks of the axes after the first go into the batch, with zeros around (pairs), or back, with
/// crops.
Translation batchAndSpace(const OperatorView& op) {
  const bool toBatch = op.code() == Code::SPACE_TO_BATCH_ND;
  const Shape& x = op.shape(0);
  const Integers* block = op.value(1);
  Translation result{Rearrange{}, dataOperands(op)};
  if (block == nullptr) return result;
  if (x.rank() < block->size() + 1) op.fail("its block does not fit an input of " + x.text());
  const Integers* around = pairs(op, 2, block->size());
  if (around == nullptr) return result;
  Integers extents = x.extents();
  for (std::size_t i = 0; i < block->size(); ++i) {
    const std::int64_t size = (*block)[i];
    const std::int64_t edge = checkedAdd((*around)[2 * i], (*around)[2 * i + 1]);
    const std::int64_t space = toBatch ? checkedAdd(extents[i + 1], edge)
                                       : checkedSub(checkedMul(extents[i + 1], size), edge);
    if (size < 1 || space < 0 || (toBatch ? space : extents[0]) % size != 0) {
      op.fail("a block of " + std::to_string(size) + " does not fit an input of " + x.text());
    }
    extents[i + 1] = toBatch ? space / size : space;
    extents[0] = toBatch ? checkedMul(extents[0], size) : extents[0] / size;
  }
  result.shapes = {Shape(std::move(extents))};
  return result;
}

struct Sampling {
  bool alignCorners = false;
  bool halfPixels = false;
};

/// The source row that TFLite's nearest resize computes in float32
/// (kernels/internal/reference/resize_nearest_neighbor.h).
std::int64_t nearestInFloat(const Sampling& sampling, std::int64_t at, std::int64_t from,
                            std::int64_t to) {
  const bool aligned = sampling.alignCorners && to > 1;
  const float scale = aligned ? static_cast<float>(from - 1) / static_cast<float>(to - 1)
                              : static_cast<float>(from) / static_cast<float>(to);
  const float point = (static_cast<float>(at) + (sampling.halfPixels ? 0.5F : 0.0F)) * scale;
  return static_cast<std::int64_t>(aligned ? std::round(point) : std::floor(point));
}

/// The same in double precision, as core/receptive_field.cpp plans patches.
std::int64_t nearestAsPlanned(const Sampling& sampling, std::int64_t at, std::int64_t from,
                              std::int64_t to) {
  const auto out = static_cast<double>(at);
  if (sampling.alignCorners) {
    if (to == 1) return 0;
    return static_cast<std::int64_t>(
        std::floor(out * static_cast<double>(from - 1) / static_cast<double>(to - 1) + 0.5));
  }
  const double scale = static_cast<double>(to) / static_cast<double>(from);
  return static_cast<std::int64_t>(std::floor((out + (sampling.halfPixels ? 0.5 : 0.0)) / scale));
}

/// The lower of the two source rows that TFLite's bilinear resize weighs, in float32
/// (ComputeInterpolationValues of kernels/internal/reference/resize_bilinear.h).
std::int64_t lowerInFloat(const Sampling& sampling, std::int64_t at, std::int64_t from,
                          std::int64_t to) {
  const float scale = sampling.alignCorners && to > 1
                          ? static_cast<float>(from - 1) / static_cast<float>(to - 1)
                          : static_cast<float>(from) / static_cast<float>(to);
  const float point = sampling.halfPixels ? (static_cast<float>(at) + 0.5F) * scale - 0.5F
                                          : static_cast<float>(at) * scale;
  return static_cast<std::int64_t>(std::max(std::floor(point), 0.0F));
}

/// The same of int8, in units of 1/1024 (ComputeInterpolationValuesInteger, same file).
std::int64_t lowerInInteger(const Sampling& sampling, std::int64_t at, std::int64_t from,
                            std::int64_t to) {
  constexpr std::int64_t one = 1 << 10;
  const std::int64_t scale = sampling.alignCorners && to > 1
                                 ? (one * (from - 1) + (to - 1) / 2) / (to - 1)
                                 : (one * from + to / 2) / to;
  const std::int64_t point = at * scale + (sampling.halfPixels ? scale / 2 - one / 2 : 0);
  return std::max<std::int64_t>(point / one, 0);
}

/// The same in double precision, as core/receptive_field.cpp plans patches.
std::int64_t lowerAsPlanned(const Sampling& sampling, std::int64_t at, std::int64_t from,
                            std::int64_t to) {
  const auto out = static_cast<double>(at);
  const double scale = static_cast<double>(to) / static_cast<double>(from);
  double point = sampling.halfPixels ? (out + 0.5) / scale - 0.5 : out / scale;
  if (sampling.alignCorners) {
    point = to == 1 ? 0.0 : out * static_cast<double>(from - 1) / static_cast<double>(to - 1);
  }
  return static_cast<std::int64_t>(std::max(std::floor(point), 0.0));
}

using SourceRow = std::int64_t (*)(const Sampling&, std::int64_t at, std::int64_t from,
                                   std::int64_t to);

/// Whether TFLite reads the rows that are planned.
bool sameRows(SourceRow tflite, SourceRow planned, const Sampling& sampling, std::int64_t from,
              std::int64_t to) {
  constexpr std::int64_t mostExtent = 1 << 12;
  if (from > mostExtent || to > mostExtent) return false;
  for (std::int64_t at = 0; at < to; ++at) {
    const std::int64_t row = std::min(tflite(sampling, at, from, to), from - 1);
    if (row != std::min(planned(sampling, at, from, to), from - 1)) return false;
  }
  return true;
}

/// Whatever the type that a bilinear resize is deployed in. An axis that it leaves as it is, is
/// planned as a copy.
bool plannedExactly(ResizeKind kind, const Sampling& sampling, std::int64_t from, std::int64_t to) {
  if (kind == ResizeKind::nearest) {
    return sameRows(nearestInFloat, nearestAsPlanned, sampling, from, to);
  }
  return from == to || (sameRows(lowerInFloat, lowerAsPlanned, sampling, from, to) &&
                        sameRows(lowerInInteger, lowerAsPlanned, sampling, from, to));
}

/// In ONNX's words, as core/operator.h has them.
std::string coordinates(const Sampling& sampling, bool nearest) {
  if (sampling.alignCorners) return "align_corners";
  if (!sampling.halfPixels) return "asymmetric";
  return nearest ? "tf_half_pixel_for_nn" : "half_pixel";
}

Translation resized(const OperatorView& op, ResizeKind kind, const Sampling& sampling) {
  const bool nearest = kind == ResizeKind::nearest;
  const Shape& x = op.shapeOfRank(0, 4);
  const Integers* size = op.value(1);
  if (size != nullptr && size->size() != 2) op.fail("its size has not two entries");
  const Shape to = size == nullptr ? op.output(0).shape : Shape{x[0], (*size)[0], (*size)[1], x[3]};
  Resize resize{kind,
                {},
                coordinates(sampling, nearest),
                sampling.alignCorners ? "round_prefer_ceil" : "floor"};
  if (to.rank() != 4) op.fail("its output " + to.text() + " has another rank");
  for (std::size_t axis = 0; axis < 4; ++axis) {
    if (x[axis] < 1 || to[axis] < 1) op.fail("resizes " + x.text() + " to " + to.text());
    resize.scales.push_back(static_cast<double>(to[axis]) / static_cast<double>(x[axis]));
  }
  // Coordinates that the planner of patches does not know end a stage instead of a wrong halo.
  const bool exact =
      plannedExactly(kind, sampling, x[1], to[1]) && plannedExactly(kind, sampling, x[2], to[2]);
  if (!exact) resize.coordinates += nearest ? " in float32" : " in float32 or units of 1/1024";
  Translation result{std::move(resize), dataOperands(op)};
  if (size != nullptr) result.shapes = {to};
  return result;
}

Translation resizeNearest(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_ResizeNearestOptions);
  return resized(op, ResizeKind::nearest, {options.align_corners(), options.half_pixel_centers()});
}

Translation resizeBilinear(const OperatorView& op) {
  const auto& options = optionsOf(op, &Table::builtin_options_as_ResizeBilinearOptions);
  return resized(op, ResizeKind::linear, {options.align_corners(), options.half_pixel_centers()});
}

constexpr auto spaceTranslations = std::to_array<CodedRule>({
    {Code::PAD, zeroPad},
    {Code::PADV2, padV2},
    {Code::MIRROR_PAD, mirrorPad},
    {Code::SPACE_TO_DEPTH, depthAndSpace},
    {Code::DEPTH_TO_SPACE, depthAndSpace},
    {Code::SPACE_TO_BATCH_ND, batchAndSpace},
    {Code::BATCH_TO_SPACE_ND, batchAndSpace},
    {Code::RESIZE_NEAREST_NEIGHBOR, resizeNearest},
    {Code::RESIZE_BILINEAR, resizeBilinear},
});

}  // namespace

TranslateRule spaceTranslation(schema::BuiltinOperator code) {
  return ruleIn(spaceTranslations, code);
}

}  // namespace tessera::tflite_import
