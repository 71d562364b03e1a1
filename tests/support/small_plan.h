#pragma once

#include "core/architecture/architecture_json_read.h"
#include "core/architecture/plan.h"

namespace tessera::test {

/// A convolution, a residual block, a pool, a fully connected layer and softmax.
inline arch::Plan smallPlan() {
  return arch::planOf(
      arch::parseArchitecture(R"({"schema": 1, "name": "n", "source": "s", "input": [4, 8, 8],
      "defaults": {"activation": "relu6", "batch_norm": true},
      "layers": [{"conv": {"name": "a", "out": 8, "kernel": 3}},
                 {"mb": {"name": "b", "kernel": 3, "out": 8, "residual": true}},
                 {"pool": {}}, {"fc": {"out": 2}}, {"softmax": {}}]})",
                              "net.json"));
}

}  // namespace tessera::test
