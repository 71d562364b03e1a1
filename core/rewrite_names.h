#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

/// What the importers' rewrites are called, in options, runtime files and reports. importers/lower
/// says what they do.
namespace tessera {

// Those that an importer applies itself, before all others.
constexpr std::string_view foldConstantsName = "fold-constants";
constexpr std::string_view storedConstantsName = "stored-constants";
constexpr std::string_view integerEndsName = "integer-ends";

constexpr std::string_view foldBatchNormName = "fold-batch-norm";
constexpr std::string_view aliasReshapesName = "alias-reshapes";
constexpr std::string_view splitPadName = "split-pad";
constexpr std::string_view freeTransposeName = "free-transpose";
constexpr std::string_view fuseShuffleName = "fuse-shuffle";

/// The name that stands for every rewrite.
constexpr std::string_view everyRewrite = "all";

/// Every rewrite of any importer, and "all".
constexpr std::array<std::string_view, 16> knownRewrites{
    foldConstantsName, storedConstantsName,         integerEndsName,   "integer-forms",
    "drop-identities", freeTransposeName,           fuseShuffleName,   "fuse-pad",
    splitPadName,      "matmul-to-fully-connected", "fuse-bias",       foldBatchNormName,
    "fuse-activation", "fuse-other-activation",     aliasReshapesName, everyRewrite,
};

constexpr bool isRewriteName(std::string_view name) {
  return std::find(knownRewrites.begin(), knownRewrites.end(), name) != knownRewrites.end();
}

/// The same names as text.
inline std::vector<std::string> rewriteNames() {
  return {knownRewrites.begin(), knownRewrites.end()};
}

}  // namespace tessera
