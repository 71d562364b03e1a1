#include "cli/commands/architecture.h"

#include "cli/exit_code.h"
#include "cli/model_reader.h"
#include "core/architecture/architecture_json_read.h"
#include "core/architecture/architecture_json_write.h"
#include "core/architecture/recover.h"
#include "core/error.h"
#include "core/graph.h"
#include "core/rewrite_names.h"
#include "importers/architecture/build_float.h"

namespace tessera::cli {
namespace {

/// Batch normalizations stay to be seen; what stands apart in a file is fused.
ImportOptions importing() {
  ImportOptions options;
  options.rewrites.disabled = {std::string(foldBatchNormName), std::string(splitPadName)};
  options.rewrites.enabled = {std::string(everyRewrite)};
  options.deployment = Deployment::float32;
  options.openAsOne = true;
  return options;
}

/// What a file of layers says of itself stays.
arch::Architecture architectureIn(const ArchitectureArguments& arguments) {
  const std::string& path = arguments.path;
  if (path.ends_with(".json")) return arch::readArchitecture(path);
  const Imported imported = modelReader(arguments.output.verbosity).import(path, importing());
  try {
    return arch::architectureOf(Graph(imported.network));
  } catch (const Error& error) {
    throw error.within(path);
  }
}

}  // namespace

ReportFormats<arch::Architecture> architectureFormats() {
  return {plainFormat("json", arch::architectureJson)};
}

int architecture(const ArchitectureArguments& arguments) {
  const arch::Architecture found = architectureIn(arguments);
  if (!arguments.saveOnnx.empty()) {
    arch::SampleOptions options;
    options.seed = static_cast<std::uint64_t>(arguments.seed);
    arch::buildFloat(found, options).save(arguments.saveOnnx);
  }
  writeReports(found, architectureFormats(), arguments.output);
  return exitDone;
}

}  // namespace tessera::cli
