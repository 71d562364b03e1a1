#pragma once

#include <string>

#include "sim/study/study_request.h"
#include "sim/target/runtime.h"

namespace tessera {

/// What of a request is not as usual, beside schedule, runtime, board and dtype: "planner exact,
/// order best, scratch=none". Empty where all of it is. `runtime` is the request's with its
/// switches.
std::string otherSettings(const StudyRequest& request, const Runtime& runtime);

}  // namespace tessera
