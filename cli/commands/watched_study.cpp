#include "cli/commands/watched_study.h"

#include "cli/model_reader.h"

namespace tessera::cli {
namespace {

/// Whether somebody asked for more than what takes a moment.
bool mayBeLong(const StudyRequest& request) {
  const SearchLimits usual;
  const auto more = [](std::int64_t steps, std::int64_t than) {
    return steps == 0 || steps > than;
  };
  return request.order == OrderKind::best || more(request.limits.planSteps, usual.planSteps) ||
         more(request.limits.orderSteps, usual.orderSteps);
}

}  // namespace

StudyProgress::StudyProgress(const ModelArguments& arguments)
    : ordering_("ordering", arguments.verbosity), planning_("planning", arguments.verbosity) {
  if (mayBeLong(arguments.request)) guard_.emplace();
}

StudyWatch StudyProgress::watch() {
  StudyWatch watch;
  watch.stop = &InterruptGuard::stop();
  watch.ordering = [this](Bytes peak, Bytes lowerBound) {
    ordering_.show("peak " + kib(peak) + ", no order needs less than " + kib(lowerBound));
  };
  watch.planning = [this](Bytes arena, Bytes lowerBound) {
    planning_.show("arena " + kib(arena) + ", no plan needs less than " + kib(lowerBound));
  };
  return watch;
}

Study studyOf(const ModelArguments& arguments, StudyProgress& progress) {
  return tessera::studyOf(arguments.path, arguments.request, modelReader(arguments.verbosity),
                          progress.watch());
}

}  // namespace tessera::cli
