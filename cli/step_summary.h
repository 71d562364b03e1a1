#pragma once

#include <string>

namespace tessera::cli {

/// Appends Markdown to the file that $GITHUB_STEP_SUMMARY names, which GitHub shows beside the job;
/// does nothing where it is not set. Throws Error(input) where the file cannot be written.
void appendStepSummary(const std::string& markdown);

}  // namespace tessera::cli
