#pragma once

#include <string>

#include "sim/study/study_request.h"

namespace tessera {

/// The word as a POSIX shell reads it, in quotes where it needs them.
std::string shellWord(const std::string& word);

/// The options of the command line that ask for the same: " --schedule patch:2x2@4 --runtime tflm",
/// of what differs from the defaults.
std::string commandOptions(const StudyRequest& request);

}  // namespace tessera
