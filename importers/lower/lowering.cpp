#include "importers/lower/lowering.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/closest_name.h"
#include "core/error.h"
#include "importers/lower/rewrites.h"

namespace tessera {
namespace {

// The order matters:
// - integer forms first, since a Quantize between two operators hides every other pattern;
// - identities next, for the same reason;
// - MatMul + Add and Conv + Add + BatchNormalization are caught because products become fully
//   connected before biases are fused, and biases are fused before batch norms are folded;
// - activations after that, since they follow the batch norm;
// - aliases last: no other rewrite has to know of views.
constexpr std::array<Rewrite, 8> rewrites{{
    {"integer-forms", "quantise/dequantise pairs and QLinear operators to their integer forms",
     integerForms},
    {"drop-identities", "identities, dropouts, no-op casts, reshapes, pads and slices removed",
     dropIdentities},
    {"fuse-pad", "zero padding merged into the convolution or average pool that reads it",
     fusePads},
    {"matmul-to-fully-connected", "products with a constant matrix as fully connected operators",
     matmulToFullyConnected},
    {"fuse-bias", "additions of a constant per channel as the bias of the operator before",
     fuseBiases},
    {"fold-batch-norm", "batch norms folded into the weights and bias of the operator before",
     foldBatchNorms},
    {"fuse-activation",
     "relu, relu6, clip, leakyrelu, hardswish, hardsigmoid, sigmoid, tanh fused into the operator "
     "before",
     fuseActivations},
    {"alias-reshapes", "reshapes as views that own no bytes", aliasReshapes},
}};

}  // namespace

std::span<const Rewrite> allRewrites() { return rewrites; }

void checkRewriteNames(const LoweringOptions& options) {
  std::vector<std::string> names{std::string(foldConstantsName), std::string(integerEndsName)};
  for (const Rewrite& rewrite : rewrites) names.emplace_back(rewrite.name);
  names.emplace_back(everyRewrite);
  for (const std::string& wanted : options.disabled) {
    if (std::find(names.begin(), names.end(), wanted) != names.end()) continue;
    throw Error(ErrorCode::usage, "no rewrite is called '" + wanted + "'", {},
                closestName(wanted, names));
  }
}

RewriteCount foldedConstants(std::size_t folded, bool enabled) {
  return {std::string(foldConstantsName), "what only constants feed, computed at import", folded,
          enabled};
}

Lowered lower(Network network, const LoweringOptions& options) {
  checkRewriteNames(options);
  Lowered lowered{std::move(network), {}};
  for (const Rewrite& rewrite : rewrites) {
    RewriteCount count{std::string(rewrite.name), std::string(rewrite.description), 0,
                       options.applies(rewrite.name)};
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
