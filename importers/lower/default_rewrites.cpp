#include "importers/lower/default_rewrites.h"

#include <string>

#include "core/rewrite_names.h"

namespace tessera {

RewriteOptions withRewritesOfExports(RewriteOptions options, Deployment deployment) {
  options.defaults.emplace(knownRewrites.begin(), knownRewrites.end());
  options.defaults->erase(std::string(everyRewrite));
  options.defaults->erase(std::string(splitPadName));
  if (deployment == Deployment::asStored) options.defaults->erase(std::string(integerEndsName));
  return options;
}

}  // namespace tessera
