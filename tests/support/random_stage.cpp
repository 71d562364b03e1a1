#include "tests/support/random_stage.h"

#include <algorithm>
#include <random>
#include <set>
#include <string>

#include "tests/support/network_builder.h"

namespace tessera::test {
namespace {

using Extents = std::vector<std::int64_t>;  // of the spatial axes

constexpr std::int64_t largeExtent = 30;  // from here on maps do not grow any more

/// Draws numbers and the attributes made of them.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  std::int64_t pick(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
  }
  bool oneIn(std::int64_t n) { return pick(1, n) == 1; }

  template <class Value>
  const Value& from(const std::vector<Value>& values) {
    return values[static_cast<std::size_t>(pick(0, static_cast<std::int64_t>(values.size()) - 1))];
  }

  /// A window axis that fits `extent`.
  WindowAxis windowAxis(std::int64_t extent) {
    WindowAxis axis;
    axis.kernel = from<std::int64_t>({1, 2, 3, 3, 3, 4, 5});
    axis.stride = from<std::int64_t>({1, 1, 1, 2, 2, 3});
    axis.dilation = oneIn(4) ? 2 : 1;
    if (oneIn(2)) {
      axis.padBefore = axis.padAfter = (axis.kernel - 1) / 2 * axis.dilation;
    } else if (extent < largeExtent) {
      axis.padBefore = pick(0, axis.kernel);
      axis.padAfter = pick(0, axis.kernel);
    }
    if (extent + axis.padBefore + axis.padAfter < (axis.kernel - 1) * axis.dilation + 1) {
      axis.kernel = axis.dilation = 1;
    }
    return axis;
  }

  Window window(const Extents& extents) {
    Window axes;
    for (const std::int64_t extent : extents) axes.push_back(windowAxis(extent));
    return axes;
  }

 private:
  std::mt19937_64 random_;
};

Extents outputExtents(const Window& window, const Extents& input) {
  Extents output;
  for (std::size_t i = 0; i < input.size(); ++i) {
    const WindowAxis& axis = window[i];
    const std::int64_t reach = (axis.kernel - 1) * axis.dilation + 1;
    output.push_back((input[i] + axis.padBefore + axis.padAfter - reach) / axis.stride + 1);
  }
  return output;
}

class StageGenerator {
 public:
  explicit StageGenerator(std::uint64_t seed) : dice_(seed) {}

  RandomStage run() {
    const std::size_t rank = dice_.oneIn(4) ? 3 : 4;
    Extents image;
    for (std::size_t axis = 2; axis < rank; ++axis) image.push_back(dice_.pick(3, 24));
    available_ = {builder_.input("image", shape(dice_.pick(1, 4), image), DType::int8)};
    if (dice_.oneIn(4)) grow(static_cast<std::size_t>(dice_.pick(1, 3)));
    const std::size_t first = builder_.network().operators.size();
    grow(first + static_cast<std::size_t>(dice_.pick(2, 8)));
    joinLooseEnds(first);
    const TensorId end = builder_.network().operators.back().outputs.front();
    if (builder_.network().operators.back().outputs.size() > 1) {
      add(Activation{"relu", {}}, {end}, channels(end), extents(end));
    }
    const std::string last = builder_.network().operators.back().name;
    dropWhatDoesNotLeadTo(builder_.network().operators.back().outputs.front());
    finish();
    return stageFrom("op" + std::to_string(first), last);
  }

 private:
  Shape shape(std::int64_t channels, const Extents& extents) {
    std::vector<std::int64_t> all{1, channels};
    all.insert(all.end(), extents.begin(), extents.end());
    return Shape(all);
  }
  const Shape& shapeOf(TensorId id) { return builder_[id].shape; }
  std::int64_t channels(TensorId id) { return shapeOf(id)[1]; }
  Extents extents(TensorId id) {
    return {shapeOf(id).extents().begin() + 2, shapeOf(id).extents().end()};
  }

  TensorId add(Attributes attributes, std::vector<TensorId> inputs, std::int64_t channels,
               const Extents& extents) {
    const std::string name = "op" + std::to_string(builder_.network().operators.size());
    const TensorId output = builder_.op(name, std::move(attributes), std::move(inputs),
                                        shape(channels, extents), DType::int8);
    available_.push_back(output);
    return output;
  }

  void grow(std::size_t operators) {
    while (builder_.network().operators.size() < operators) addSomething();
  }

  TensorId someTensor() { return dice_.oneIn(3) ? dice_.from(available_) : available_.back(); }

  void addSomething() {
    const TensorId x = someTensor();
    switch (dice_.pick(0, 18)) {
      case 0:
      case 1:
      case 2:
        return void(convolution(x, dice_.window(extents(x))));
      case 3:
      case 4:
        return void(depthwise(x, dice_.window(extents(x))));
      case 5:
        return void(pool(x, dice_.window(extents(x))));
      case 6:
        return void(add(Activation{"relu", {}}, {x}, channels(x), extents(x)));
      case 7:
        return void(scaled(x));
      case 8:
        return void(padded(x));
      case 9:
        return void(resized(x));
      case 10:
        return split(x);
      case 11:
        return invertedResidual(x);
      case 12:
        return void(sliced(x));
      case 13:
        return void(interpolated(x));
      case 14:
        return void(transposed(x));
      case 15:
        return void(dice_.oneIn(2) ? toSpace(x) : toDepth(x));
      case 16:
        return void(shuffled(x));
      default:
        return void(joined(x, dice_.from(available_)));
    }
  }

  TensorId convolution(TensorId x, Window window) {
    const std::int64_t in = channels(x);
    const std::int64_t groups = in % 2 == 0 && dice_.oneIn(4) ? 2 : 1;
    return grouped(x, std::move(window), groups, groups * dice_.pick(1, 3));
  }

  TensorId depthwise(TensorId x, Window window) {
    const std::int64_t in = channels(x);
    return grouped(x, std::move(window), in, in * (in < 4 && dice_.oneIn(4) ? 2 : 1));
  }

  TensorId grouped(TensorId x, Window window, std::int64_t groups, std::int64_t outChannels) {
    std::vector<std::int64_t> weights{outChannels, channels(x) / groups};
    for (const WindowAxis& axis : window) weights.push_back(axis.kernel);
    const TensorId constant =
        builder_.constant("w" + std::to_string(builder_.network().tensors.size()), Shape(weights),
                          TensorRole::weight, DType::int8);
    const Extents out = outputExtents(window, extents(x));
    return add(Convolution{std::move(window), groups}, {x, constant}, outChannels, out);
  }

  TensorId pool(TensorId x, Window window) {
    const Extents out = outputExtents(window, extents(x));
    const PoolKind kind = dice_.oneIn(2) ? PoolKind::max : PoolKind::average;
    return add(Pool{kind, std::move(window), false}, {x}, channels(x), out);
  }

  /// x times one number a channel, which comes from outside: what squeeze-and-excite ends in.
  TensorId scaled(TensorId x) {
    const Extents ones(extents(x).size(), 1);
    const TensorId scale =
        builder_.input("scale" + std::to_string(builder_.network().inputs.size()),
                       shape(channels(x), ones), DType::int8);
    return add(Elementwise{"mul"}, {x, scale}, channels(x), extents(x));
  }

  TensorId padded(TensorId x) {
    Extents before, after;
    for (const std::int64_t extent : extents(x)) {
      const bool crop = extent > 4 && dice_.oneIn(6);
      const std::int64_t most = extent < largeExtent ? 3 : 0;
      before.push_back(crop ? -1 : dice_.pick(0, most));
      after.push_back(dice_.pick(crop ? -2 : 0, most));
    }
    return paddedBy(x, before, after);
  }

  TensorId paddedBy(TensorId x, const Extents& before, const Extents& after) {
    Pad pad{{0, 0}, {0, 0}, "constant", 0.0};
    Extents out = extents(x);
    for (std::size_t i = 0; i < out.size(); ++i) {
      pad.before.push_back(before[i]);
      pad.after.push_back(after[i]);
      out[i] += before[i] + after[i];
    }
    return add(std::move(pad), {x}, channels(x), out);
  }

  TensorId resized(TensorId x) {
    const auto [coordinates, rounding] = dice_.from<std::pair<std::string, std::string>>(
        {{"asymmetric", "floor"},
         {"asymmetric", "ceil"},
         {"half_pixel", "round_prefer_floor"},
         {"half_pixel", "round_prefer_ceil"},
         {"pytorch_half_pixel", "round_prefer_floor"},
         {"tf_half_pixel_for_nn", "floor"},
         {"align_corners", "round_prefer_floor"},
         {"align_corners", "floor"}});
    return scaledBy(x, Resize{ResizeKind::nearest, {1.0, 1.0}, coordinates, rounding});
  }

  TensorId interpolated(TensorId x) {
    const auto coordinates = dice_.from<std::string>(
        {"asymmetric", "half_pixel", "pytorch_half_pixel", "align_corners"});
    return scaledBy(x, Resize{ResizeKind::linear, {1.0, 1.0}, coordinates, ""});
  }

  /// Scales are binary fractions, so that every source position is exact.
  TensorId scaledBy(TensorId x, Resize resize) {
    Extents out;
    for (const std::int64_t extent : extents(x)) {
      const std::vector<double> choice = extent > 12
                                             ? std::vector<double>{0.5, 0.75, 0.625, 1.0}
                                             : std::vector<double>{0.5, 1.25, 1.5, 2.0, 2.0, 3.0};
      const double scale = extent == 1 ? 2.0 : dice_.from(choice);
      resize.scales.push_back(scale);
      out.push_back(static_cast<std::int64_t>(static_cast<double>(extent) * scale));
    }
    return add(std::move(resize), {x}, channels(x), out);
  }

  /// A slice of some axes; now and then with steps, and of channels backwards.
  TensorId sliced(TensorId x) {
    Slice slice;
    Extents cut;
    for (std::size_t axis = 0; axis < shapeOf(x).rank(); ++axis) {
      const std::int64_t extent = shapeOf(x)[axis];
      const bool whole = axis == 0 || dice_.oneIn(2);
      const bool turned = axis == 1 && !whole && dice_.oneIn(3);
      const std::int64_t begin = whole ? 0 : dice_.pick(0, std::min<std::int64_t>(extent - 1, 3));
      const std::int64_t end = whole ? extent : std::max(begin + 1, extent - dice_.pick(0, 2));
      const std::int64_t step = whole ? 1 : dice_.from<std::int64_t>({1, 1, 2, 3});
      const std::int64_t count = (end - begin + step - 1) / step;
      slice.starts.push_back(turned ? begin + (count - 1) * step : begin);
      slice.steps.push_back(turned ? -step : step);
      cut.push_back(count);
    }
    return add(std::move(slice), {x}, cut[1], {cut.begin() + 2, cut.end()});
  }

  /// Its kernel is now smaller than its stride (outputs read nothing), now larger.
  TensorId transposed(TensorId x) {
    const std::int64_t outputs = dice_.pick(1, 3);
    Window window;
    Extents weights{channels(x), outputs};
    Extents out;
    for (const std::int64_t extent : extents(x)) {
      WindowAxis axis;
      axis.kernel = dice_.from<std::int64_t>({1, 2, 2, 3, 3, 4, 5});
      axis.stride = extent < largeExtent ? dice_.from<std::int64_t>({1, 2, 2, 2, 3}) : 1;
      if (dice_.oneIn(4)) axis.dilation = dice_.pick(2, 3);
      const std::int64_t all = (extent - 1) * axis.stride + (axis.kernel - 1) * axis.dilation + 1;
      axis.padBefore = dice_.pick(0, std::min<std::int64_t>(axis.kernel - 1, (all - 1) / 2));
      axis.padAfter = dice_.pick(0, std::min<std::int64_t>(axis.kernel - 1, (all - 1) / 2));
      const std::int64_t more = dice_.oneIn(4) ? dice_.pick(0, axis.stride) : 0;  // output_padding
      weights.push_back(axis.kernel);
      out.push_back(all - axis.padBefore - axis.padAfter + more);
      window.push_back(axis);
    }
    const TensorId constant =
        builder_.constant("w" + std::to_string(builder_.network().tensors.size()), Shape(weights),
                          TensorRole::weight, DType::int8);
    return add(TransposedConvolution{std::move(window), 1}, {x, constant}, outputs, out);
  }

  TensorId moved(TensorId x, Moves moves, std::int64_t outChannels, const Extents& out,
                 std::int64_t groups = 1) {
    Rearrange rearrange;
    rearrange.moves = moves;
    rearrange.channelsOutside = dice_.oneIn(2);
    rearrange.groups = groups;
    return add(std::move(rearrange), {x}, outChannels, out);
  }

  /// With a pointwise convolution before it that makes as many channels as blocks need.
  TensorId toSpace(TensorId x) {
    if (extents(x).size() != 2) return shuffled(x);
    const std::int64_t block = dice_.pick(2, 3);
    const std::int64_t left = dice_.pick(1, 2);
    if (std::max(extents(x)[0], extents(x)[1]) >= largeExtent) return toDepth(x);
    x = grouped(x, Window(2, WindowAxis{}), 1, left * block * block);
    return moved(x, Moves::depthToSpace, left, {extents(x)[0] * block, extents(x)[1] * block});
  }

  /// With a crop before it to whole blocks, and a pointwise convolution behind it.
  TensorId toDepth(TensorId x) {
    if (extents(x).size() != 2) return shuffled(x);
    const std::int64_t block = dice_.pick(2, 3);
    const Extents out{extents(x)[0] / block, extents(x)[1] / block};
    if (out[0] < 1 || out[1] < 1) return shuffled(x);
    const Extents cut{-(extents(x)[0] % block), -(extents(x)[1] % block)};
    if (cut != Extents{0, 0}) x = paddedBy(x, cut, {0, 0});
    x = moved(x, Moves::spaceToDepth, channels(x) * block * block, out);
    return grouped(x, Window(2, WindowAxis{}), 1, dice_.pick(1, 3));
  }

  TensorId shuffled(TensorId x) {
    std::vector<std::int64_t> divisors;
    for (std::int64_t groups = 1; groups <= channels(x); ++groups) {
      if (channels(x) % groups == 0) divisors.push_back(groups);
    }
    return moved(x, Moves::channelShuffle, channels(x), extents(x), dice_.from(divisors));
  }

  void split(TensorId x) {
    if (channels(x) < 2) return;
    const std::int64_t first = dice_.pick(1, channels(x) - 1);
    add(Split{1}, {x}, first, extents(x));
    Operator& op = builder_.network().operators.back();
    Tensor second = builder_[op.outputs.front()];
    second.name += ".second";
    second.shape = shape(channels(x) - first, extents(x));
    op.outputs.push_back(builder_.network().addTensor(second));
    available_.push_back(op.outputs.back());
  }

  void invertedResidual(TensorId x) {
    const Window pointwise(extents(x).size(), WindowAxis{});
    const TensorId wide = grouped(x, pointwise, 1, 2 * channels(x));
    Window middle;
    for (std::size_t i = 0; i < pointwise.size(); ++i) {
      const std::int64_t kernel = dice_.from<std::int64_t>({1, 3, 4, 5});
      middle.push_back({kernel, 1, 1, (kernel - 1) / 2, kernel / 2});
    }
    const TensorId thin =
        grouped(grouped(wide, middle, channels(wide), channels(wide)), pointwise, 1, channels(x));
    add(Elementwise{"add"}, {x, thin}, channels(x), extents(x));
  }

  /// Both as one tensor: by add where the channels agree, else by concat.
  TensorId joined(TensorId a, TensorId b) {
    const TensorId same = matched(b, extents(a));
    if (channels(a) == channels(same) && !dice_.oneIn(3)) {
      return add(Elementwise{"add"}, {a, same}, channels(a), extents(a));
    }
    const TensorId all = add(Concat{1}, {a, same}, channels(a) + channels(same), extents(a));
    if (channels(all) <= 8) return all;
    return grouped(all, Window(extents(a).size(), WindowAxis{}), 1, 2);
  }

  /// x brought to those extents: by a window without pads, by padding, or both.
  TensorId matched(TensorId x, const Extents& wanted) {
    Window window;
    Extents after;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const std::int64_t excess = extents(x)[i] - wanted[i];
      window.push_back({std::max<std::int64_t>(excess, 0) + 1, 1, 1, 0, 0});
      after.push_back(std::max<std::int64_t>(-excess, 0));
    }
    if (outputExtents(window, extents(x)) != extents(x)) {
      x = dice_.oneIn(2) ? pool(x, window) : grouped(x, window, 1, dice_.pick(1, 3));
    }
    if (extents(x) == wanted) return x;
    Extents before(after.size(), 0);
    for (std::size_t i = 0; i < after.size(); ++i) {
      before[i] = dice_.pick(0, after[i]);
      after[i] -= before[i];
    }
    return paddedBy(x, before, after);
  }

  /// Joins up to two tensors that nothing in the stage reads yet.
  void joinLooseEnds(std::size_t firstOperator) {
    std::set<TensorId> loose;
    const std::vector<Operator>& operators = builder_.network().operators;
    for (std::size_t i = firstOperator; i < operators.size(); ++i) {
      for (const TensorId input : operators[i].inputs) loose.erase(input);
      loose.insert(operators[i].outputs.begin(), operators[i].outputs.end());
    }
    const std::vector<TensorId> ends(loose.begin(), loose.end());
    if (ends.size() < 2 || operators.size() > firstOperator + 9) return;
    TensorId all = joined(ends[0], ends[1]);
    if (ends.size() > 2) joined(ends[2], all);
  }

  void dropWhatDoesNotLeadTo(TensorId output) {
    std::vector<Operator>& operators = builder_.network().operators;
    std::set<TensorId> read{output};
    std::vector<Operator> kept;
    for (auto op = operators.rbegin(); op != operators.rend(); ++op) {
      const auto wanted = [&](TensorId id) { return read.count(id) > 0; };
      if (std::none_of(op->outputs.begin(), op->outputs.end(), wanted)) continue;
      read.insert(op->inputs.begin(), op->inputs.end());
      kept.push_back(std::move(*op));
    }
    operators.assign(kept.rbegin(), kept.rend());
    std::vector<TensorId>& inputs = builder_.network().inputs;
    inputs.erase(std::remove_if(inputs.begin(), inputs.end(),
                                [&](TensorId id) { return read.count(id) == 0; }),
                 inputs.end());
  }

  void finish() {
    TensorId output = builder_.network().operators.back().outputs.front();
    if (dice_.oneIn(3)) {
      const Extents ones(extents(output).size(), 1);
      output =
          builder_.op("head", GlobalPool{}, {output}, shape(channels(output), ones), DType::int8);
    }
    builder_.output(output);
  }

  /// Operators were numbered as they were made; those before `first` are not in the stage.
  RandomStage stageFrom(const std::string& first, const std::string& last) {
    RandomStage stage{builder_.graph(), {}};
    const auto number = [](const std::string& name) { return std::stoul(name.substr(2)); };
    for (std::size_t i = 0; i < stage.graph.operators().size(); ++i) {
      const std::string& name = stage.graph.operators()[i].name;
      if (name == "head" || number(name) < number(first)) continue;
      stage.operators.emplace_back(i);
      if (name == last) break;
    }
    return stage;
  }

  Dice dice_;
  NetworkBuilder builder_;
  std::vector<TensorId> available_;
};

}  // namespace

RandomStage randomStage(std::uint64_t seed) { return StageGenerator(seed).run(); }

}  // namespace tessera::test
