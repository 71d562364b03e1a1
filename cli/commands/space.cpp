#include "cli/commands/space.h"

#include <utility>

#include "cli/commands/nas_request.h"
#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "core/error.h"
#include "sim/nas/read_space.h"

namespace tessera::cli {

ReportFormats<SpaceReport> spaceFormats(const SpaceArguments& arguments) {
  const auto document = [all = arguments.all](const SpaceReport& report, const Reader& reader) {
    return documentOf(report, all, reader);
  };
  return withDocuments<SpaceReport>(document,
                                    {plainFormat("json", spaceJson), plainFormat("svg", spaceSvg)});
}

int space(const SpaceArguments& arguments) {
  const NetworkRules rules = networkRules(arguments.request, arguments.flash, arguments.latency);
  SpaceReport report{
      {nas::spaceNamedOrRead(arguments.space), rules.costs, rules.patches, arguments.schedules,
       rules.limits, arguments.samples, static_cast<std::uint64_t>(arguments.seed)},
      {},
      rules.runtime.name,
      rules.target};
  {
    const InterruptGuard guard;
    Progress progress("drawing networks", arguments.output.verbosity);
    const nas::SpaceWatch watch{&InterruptGuard::stop(), [&](std::size_t done, std::size_t total) {
                                  progress.update(done, total);
                                }};
    report.study = nas::studySpace(report.request, watch);
  }
  writeReports(report, spaceFormats(arguments), arguments.output);
  if (!report.study.complete) return static_cast<int>(ErrorCode::interrupted);
  const std::string misfit = spaceMisfit(report);
  if (misfit.empty()) return exitDone;
  throw Error(ErrorCode::noPlan, misfit, report.request.space.name,
              "give more memory, or a space of smaller networks");
}

}  // namespace tessera::cli
