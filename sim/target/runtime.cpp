#include "sim/target/runtime.h"

namespace tessera {

Runtime livenessRuntime() { return {"liveness", {}}; }

std::vector<CountingLine> countingLines(const Runtime& runtime) {
  const CountingRules& rules = runtime.rules;
  return {
      {"activations", "live", "every activation from the step that writes it to its last reader"},
      {"graph_input", "counted", "graph inputs from the first step to their last reader"},
      {"graph_output", "counted", "graph outputs from the step that writes them to the end"},
      {"depthwise_in_place", rules.depthwiseInPlace ? "yes" : "no",
       rules.depthwiseInPlace ? "a depthwise convolution writes over its dying input"
                              : "nothing is computed in place"},
      {"residual_until", rules.residualUntilAdd ? "add" : "depthwise",
       rules.residualUntilAdd ? "a residual is held until the add that reads it"
                              : "a residual is let go after the last depthwise before its add"},
      {"reshape", "view", "a reshape is a view of its input and takes no bytes"},
      {"weights", "flash", "weights stay in flash"},
      {"scratch", "none", "kernel scratch, stack and runtime structures are not counted"},
  };
}

}  // namespace tessera
