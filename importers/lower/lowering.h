#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/imported.h"
#include "core/network.h"
#include "core/rewrite_names.h"

namespace tessera {

/// A network after one rewrite, and how often the rewrite applied.
struct Rewritten {
  Network network;
  std::size_t count = 0;
};

/// A format-neutral rewrite towards what runs on a microcontroller.
struct Rewrite {
  std::string_view name;         ///< "fold-batch-norm": what `--no-rewrite` takes
  std::string_view description;  ///< one line for the report
  Rewritten (*apply)(Network network);
};

/// All rewrites but those that importers apply themselves, in the order in which `lower` applies
/// them.
std::span<const Rewrite> allRewrites();

struct Lowered {
  Network network;
  std::vector<RewriteCount> rewrites;
};

/// Throws Error(usage) where `options` names what is no rewrite of any importer; the hint is the
/// closest name or the list.
void checkRewriteNames(const RewriteOptions& options);

/// Applies every rewrite that is not disabled, each once, in order. Throws Error(usage) where
/// `disabled` names no rewrite (the hint lists the names).
Lowered lower(Network network, const RewriteOptions& options);

}  // namespace tessera
