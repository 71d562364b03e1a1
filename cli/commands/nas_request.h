#pragma once

#include <chrono>
#include <optional>

#include "sim/nas/space_study.h"
#include "sim/study/study.h"

namespace tessera::cli {

/// How networks that have no file yet are counted, and what they must keep to.
struct NetworkRules {
  Runtime runtime;
  std::optional<TargetReport> target;
  nas::CostRules costs;
  Block patches;  ///< how tiles are run
  nas::Limits limits;
};

/// The runtime and board of a request, int8. Throws Error(usage) where there is a budget of time
/// and latency is not known, and what `runtimeOf` and `targetOf` throw.
NetworkRules networkRules(const StudyRequest& request, const std::optional<Bytes>& flash,
                          const std::optional<std::chrono::nanoseconds>& latency);

}  // namespace tessera::cli
