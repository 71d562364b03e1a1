#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

struct RewriteCount {
  std::string name;
  std::string description;
  std::size_t count = 0;
  bool enabled = true;
  bool optional = false;  ///< the format does not make it unless asked
};

/// Which rewrites are made. An ONNX file says what a network computes, so all are made that every
/// deployment makes. A TFLite file is what a converter has already lowered and interpreters run
/// operator by operator, so only those of `defaults` are made there unless `enabled` asks for more.
struct LoweringOptions {
  /// Names to leave out, or "all"; wins over the others.
  std::set<std::string, std::less<>> disabled = {};
  /// Names to make beyond the format's own, or "all".
  std::set<std::string, std::less<>> enabled = {};
  /// The rewrites that the format makes; nothing: all of them.
  std::optional<std::set<std::string, std::less<>>> defaults = {};

  bool applies(std::string_view rewrite) const;
  /// True where the format does not make it by itself.
  bool isOptional(std::string_view rewrite) const;
  /// The entry of a rewrite in a report.
  RewriteCount entry(std::string_view rewrite, std::string_view description,
                     std::size_t count = 0) const;
};

struct Lowered {
  Network network;
  std::vector<RewriteCount> rewrites;
};

/// Throws Error(usage) where `options` names what is no rewrite of any importer; the hint is the
/// closest name or the list.
void checkRewriteNames(const LoweringOptions& options);

/// Applies every rewrite that is not disabled, each once, in order. Throws Error(usage) where
/// `disabled` names no rewrite (the hint lists the names).
Lowered lower(Network network, const LoweringOptions& options);

}  // namespace tessera
