#include "cli/options/given.h"

#include <algorithm>

#include "cli/usage_error.h"

namespace tessera::cli {

std::vector<std::string> givenOptions(const StudyRequest& request) {
  std::vector<std::string> given;
  const auto add = [&](const char* option, bool isGiven) {
    if (isGiven) given.emplace_back(option);
  };
  add("--runtime", !request.runtime.empty());
  add("--schedule", request.schedule != StudyRequest{}.schedule);
  add("--order", request.order != OrderKind::file);
  add("--count", !request.switches.empty());
  add("--tiles", request.tiles.has_value());
  add("--stage-input", request.stageInput.has_value());
  add("--tile-buffers", request.tileBuffers.has_value());
  add("--input-shape", !request.inputShapes.empty());
  add("--dtype", request.deployment.has_value());
  add("--rewrite", !request.rewritesMade.empty());
  add("--no-rewrite", !request.rewritesNotMade.empty());
  return given;
}

void refuseOptions(const StudyRequest& request, const std::string& where, const std::string& hint,
                   const std::vector<std::string>& apart) {
  for (const std::string& option : givenOptions(request)) {
    if (std::find(apart.begin(), apart.end(), option) != apart.end()) continue;
    throw usageError(option + " means nothing to " + where, hint);
  }
}

}  // namespace tessera::cli
