#pragma once

#include <optional>

#include "cli/arguments.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "sim/study/study.h"

namespace tessera::cli {

/// Shows the progress of a study's searches on stderr, unless quiet. Where they may be long, Ctrl-C
/// ends them with the best found. Outlives the study.
class StudyProgress {
 public:
  explicit StudyProgress(const ModelArguments& arguments);

  StudyWatch watch();
  bool interrupted() const { return guard_ && InterruptGuard::stop(); }

 private:
  std::optional<InterruptGuard> guard_;
  Progress ordering_;
  Progress planning_;
};

/// The study that the arguments ask for. Throws what `tessera::studyOf` throws.
Study studyOf(const ModelArguments& arguments, StudyProgress& progress);

}  // namespace tessera::cli
