#pragma once

#include <string>
#include <vector>

#include "sim/study/study_request.h"

namespace tessera::cli {

/// The options of a study that the request has another value of than it begins with, by name, but
/// for those of the planner and the target.
std::vector<std::string> givenOptions(const StudyRequest& request);

/// Throws Error(usage) where one of them was given: "--runtime means nothing to a bare problem".
/// Those in `apart` are allowed.
void refuseOptions(const StudyRequest& request, const std::string& where, const std::string& hint,
                   const std::vector<std::string>& apart = {});

}  // namespace tessera::cli
