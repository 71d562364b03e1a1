#include "cli/architecture_reader.h"

#include "cli/model_reader.h"
#include "core/architecture/architecture_json_read.h"
#include "core/architecture/recover.h"
#include "core/error.h"
#include "core/graph.h"
#include "core/rewrite_names.h"

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

}  // namespace

arch::Architecture architectureIn(const std::string& path, Verbosity verbosity) {
  if (path.ends_with(".json")) return arch::readArchitecture(path);
  const Imported imported = modelReader(verbosity).import(path, importing());
  try {
    return arch::architectureOf(Graph(imported.network));
  } catch (const Error& error) {
    throw error.within(path);
  }
}

}  // namespace tessera::cli
