#pragma once

#include "core/graph.h"
#include "tests/support/int8_network.h"

namespace tessera::test {

/// A small network of MobileNetV2's shape: stem, a strided bottleneck, one with a residual and a
/// `kernel` x `kernel` depthwise, global pool and classifier.
inline Graph bottlenecks(std::int64_t kernel = 3, std::int64_t extent = 32) {
  Int8Network net;
  const TensorId x = net.input("image", {1, 3, extent, extent});
  const TensorId stem = net.conv("stem", x, 8, 3, 2, 1);
  const TensorId e1 = net.conv("b1.expand", stem, 24, 1, 1, 0);
  const TensorId d1 = net.conv("b1.dw", e1, 24, 3, 2, 1, 24);
  const TensorId p1 = net.conv("b1.project", d1, 8, 1, 1, 0);
  const TensorId e2 = net.conv("b2.expand", p1, 48, 1, 1, 0);
  const TensorId d2 = net.conv("b2.dw", e2, 48, kernel, 1, kernel / 2, 48);
  const TensorId p2 = net.conv("b2.project", d2, 8, 1, 1, 0);
  const std::int64_t small = extent / 4;
  const TensorId sum = net.add("b2.add", Elementwise{"add"}, {p2, p1}, {1, 8, small, small});
  const TensorId pooled = net.add("pool", GlobalPool{}, {sum}, {1, 8, 1, 1});
  return Graph(net.finish({net.conv("fc", pooled, 10, 1, 1, 0)}));
}

}  // namespace tessera::test
