#include "importers/lower/lowering.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/closest_name.h"
#include "core/error.h"
#include "importers/lower/rewrite.h"

namespace tessera {
namespace {

// The order matters:
// - integer forms first, since a Quantize between two operators hides every other pattern;
// - the ends next, where only conversions of the graph's own inputs and outputs are left;
// - identities next, for the same reason, and transpositions, which hide patterns too;
// - MatMul + Add and Conv + Add + BatchNormalization are caught because products become fully
//   connected before biases are fused, and biases are fused before batch norms are folded;
// - activations after that, since they follow the batch norm;
// - aliases last: no other rewrite has to know of views.
constexpr std::array<Rewrite, 13> rewrites{{
    {"integer-forms", "quantise/dequantise pairs and QLinear operators to their integer forms",
     integerForms},
    {integerEndsName, "graph inputs and outputs that are converted at once handed over as integers",
     integerEnds},
    {"drop-identities", "identities, dropouts, no-op casts, reshapes, pads and slices removed",
     dropIdentities},
    {freeTransposeName,
     "transpositions between channels first and last, free where the kernels' channels are last",
     freeTransposes},
    {fuseShuffleName, "three operators that shuffle channels or blocks as one", fuseShuffles},
    {"fuse-pad", "zero padding merged into the convolution or average pool that reads it",
     fusePads},
    {splitPadName, "padding that TFLite cannot say, as a pad before the window", splitPads},
    {"matmul-to-fully-connected", "products with a constant matrix as fully connected operators",
     matmulToFullyConnected},
    {"fuse-bias", "additions of a constant per channel as the bias of the operator before",
     fuseBiases},
    {"fold-batch-norm", "batch norms folded into the weights and bias of the operator before",
     foldBatchNorms},
    {"fuse-activation", "relu, relu6 and clip to -1..1 fused into the operator before",
     fuseActivations},
    {"fuse-other-activation",
     "other clips, leakyrelu, hardswish, hardsigmoid, sigmoid, tanh fused into the operator before",
     fuseOtherActivations},
    {aliasReshapesName, "reshapes as views that own no bytes", aliasReshapes},
}};

static_assert(std::all_of(rewrites.begin(), rewrites.end(),
                          [](const Rewrite& rewrite) { return isRewriteName(rewrite.name); }),
              "core/rewrite_names.h lists every rewrite");

}  // namespace

std::span<const Rewrite> allRewrites() { return rewrites; }

void checkRewriteNames(const RewriteOptions& options) {
  const auto check = [](const std::string& wanted) {
    if (isRewriteName(wanted)) return;
    throw Error(ErrorCode::usage, "no rewrite is called '" + wanted + "'", {},
                closestName(wanted, rewriteNames()));
  };
  std::for_each(options.disabled.begin(), options.disabled.end(), check);
  std::for_each(options.enabled.begin(), options.enabled.end(), check);
}

Lowered lower(Network network, const RewriteOptions& options) {
  checkRewriteNames(options);
  Lowered lowered{std::move(network), {}};
  for (const Rewrite& rewrite : rewrites) {
    RewriteCount count = options.entry(rewrite.name, rewrite.description);
    if (count.enabled) {
      Rewritten result = rewrite.apply(std::move(lowered.network));
      lowered.network = std::move(result.network);
      count.count = result.count;
    }
    lowered.rewrites.push_back(std::move(count));
  }
  return lowered;
}

}  // namespace tessera
