#include "cli/step_summary.h"

#include <cstdlib>
#include <fstream>

#include "core/error.h"

namespace tessera::cli {

void appendStepSummary(const std::string& markdown) {
  const char* path = std::getenv("GITHUB_STEP_SUMMARY");
  if (path == nullptr || *path == '\0') return;
  std::ofstream file(path, std::ios::binary | std::ios::app);
  file << markdown << '\n';
  file.close();
  if (!file) {
    throw Error(ErrorCode::input, "cannot write the step summary", path,
                "check $GITHUB_STEP_SUMMARY, or unset it");
  }
}

}  // namespace tessera::cli
