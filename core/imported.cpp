#include "core/imported.h"

#include "core/rewrite_names.h"

namespace tessera {
namespace {

bool names(const std::set<std::string, std::less<>>& set, std::string_view rewrite) {
  return set.contains(everyRewrite) || set.contains(rewrite);
}

}  // namespace

bool RewriteOptions::isOptional(std::string_view rewrite) const {
  return defaults && !names(*defaults, rewrite);
}

bool RewriteOptions::applies(std::string_view rewrite) const {
  // "All" is every rewrite that helps; what only a converter needs is asked for by name.
  const bool isAsked =
      rewrite == splitPadName ? enabled.contains(rewrite) : names(enabled, rewrite);
  return !names(disabled, rewrite) && (!isOptional(rewrite) || isAsked);
}

RewriteCount RewriteOptions::entry(std::string_view rewrite, std::string_view description,
                                   std::size_t count) const {
  return {std::string(rewrite), std::string(description), count, applies(rewrite),
          isOptional(rewrite)};
}

}  // namespace tessera
