#include "sim/verify/window_input.h"

#include <algorithm>

namespace tessera::verify {
namespace {

constexpr std::size_t spatialFrom = 2;  // after batch and channels

}  // namespace

Interval PlacedWindow::reached(std::size_t axis) const {
  const WindowAxis& a = window[axis];
  if (output[axis].empty()) return {0, 0};
  return {output[axis].begin * a.stride - a.padBefore,
          (output[axis].end - 1) * a.stride - a.padBefore + (a.kernel - 1) * a.dilation + 1};
}

Interval PlacedWindow::touched(std::size_t axis) const {
  const WindowAxis& a = window[axis];
  Interval all;
  for (std::int64_t out = output[axis].begin; out < output[axis].end; ++out) {
    for (std::int64_t tap = 0; tap < a.kernel; ++tap) {
      const std::int64_t at = out * a.stride - a.padBefore + tap * a.dilation;
      if (at >= 0 && at < extent[axis]) all = hull(all, {at, at + 1});
    }
  }
  return all;
}

std::int64_t PlacedWindow::taps() const {
  return window[0].kernel * window[1].kernel * window[2].kernel;
}

PlacedWindow placedWindow(const Call& call, const Window& window) {
  const std::size_t rank = call.inputShape(0).rank();
  if (rank < 3 || rank > 5 || window.size() != rank - spatialFrom ||
      call.outputShape().rank() != rank) {
    cannotRun(call, "its input has " + std::to_string(rank) + " axes");
  }
  PlacedWindow placed;
  placed.output.fill({0, 1});
  const Box output = call.outputBox();
  const std::size_t missing = 3 - window.size();
  for (std::size_t i = 0; i < window.size(); ++i) {
    placed.window[missing + i] = window[i];
    placed.output[missing + i] = output[spatialFrom + i];
    placed.extent[missing + i] = call.inputShape(0)[spatialFrom + i];
  }
  return placed;
}

PaddedInput paddedInput(const Call& call, const PlacedWindow& placed, std::int64_t image,
                        Interval channels, double padding, bool scaled) {
  PaddedInput input;
  std::array<Interval, 3> reached;
  std::array<Interval, 3> touched;
  for (std::size_t i = 0; i < 3; ++i) {
    reached[i] = placed.reached(i);
    touched[i] = placed.touched(i);
    input.size[i] = reached[i].length();
  }
  input.values.assign(static_cast<std::size_t>(channels.length() * input.channelSize()), padding);
  Box box{{image, image + 1}, channels};
  box.insert(box.end(), touched.end() - static_cast<std::ptrdiff_t>(call.inputShape(0).rank() - 2),
             touched.end());
  if (touched[0].empty() || elements(box) == 0) return input;
  const Dense<double> read =
      scaled ? readReals(call.inputs[0], box) : readCentred(call.inputs[0], box);
  const double* from = read.values.data();
  for (std::int64_t c = 0; c < channels.length(); ++c) {
    for (std::int64_t z = touched[0].begin; z < touched[0].end; ++z) {
      for (std::int64_t y = touched[1].begin; y < touched[1].end; ++y) {
        const std::int64_t row =
            (c * input.size[0] + z - reached[0].begin) * input.size[1] + y - reached[1].begin;
        double* to = &input.values[static_cast<std::size_t>(row * input.size[2] + touched[2].begin -
                                                            reached[2].begin)];
        std::copy_n(from, touched[2].length(), to);
        from += touched[2].length();
      }
    }
  }
  return input;
}

Box outputPart(const Call& call, std::int64_t image, Interval channels) {
  Box box = call.outputBox();
  box[0] = {image, image + 1};
  box[1] = channels;
  return box;
}

}  // namespace tessera::verify
