#pragma once

#include <string>

#include "sim/schedule/schedule.h"
#include "sim/study/study_request.h"

namespace tessera {

/// A schedule from a file runs its patches as the file says. Throws Error(usage) where the request
/// asks for another tile policy, stage input or tile buffers.
void refuseOtherPatches(const StudyRequest& request, const Schedule& schedule,
                        const std::string& file);

}  // namespace tessera
