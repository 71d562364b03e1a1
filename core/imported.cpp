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
  return !names(disabled, rewrite) && (!isOptional(rewrite) || names(enabled, rewrite));
}

RewriteCount RewriteOptions::entry(std::string_view rewrite, std::string_view description,
                                   std::size_t count) const {
  return {std::string(rewrite), std::string(description), count, applies(rewrite),
          isOptional(rewrite)};
}

}  // namespace tessera
