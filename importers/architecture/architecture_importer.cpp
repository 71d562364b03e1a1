#include "importers/architecture/architecture_importer.h"

#include <memory>
#include <utility>

#include "core/architecture/architecture_json_read.h"
#include "core/architecture/plan_network.h"
#include "core/error.h"
#include "importers/lower/default_rewrites.h"
#include "importers/lower/lowering.h"

namespace tessera::arch {
namespace {

Plan planOfFile(const Architecture& architecture, const std::filesystem::path& path) {
  try {
    return planOf(architecture);
  } catch (const Error& error) {
    throw error.within(path.string());
  }
}

}  // namespace

Imported importArchitecture(const std::filesystem::path& path, const ImportOptions& options) {
  checkRewriteNames(options.rewrites);
  if (!options.inputShapes.empty()) {
    throw Error(ErrorCode::usage, "an architecture says the shape of its input itself",
                "--input-shape", "change \"input\" in " + path.string());
  }
  const Architecture architecture = readArchitecture(path);
  const auto plan = std::make_shared<const Plan>(planOfFile(architecture, path));
  const Deployment deployment = options.deployment.value_or(Deployment::int8);
  const RewriteOptions rewrites = withRewritesOfExports(options.rewrites, deployment);
  Lowered lowered = lower(networkOf(plan, NetworkForm::exported), rewrites);
  Imported result{
      std::move(lowered.network), "architecture, schema 1", "", std::move(lowered.rewrites), {}};
  if (architecture.description != architecture.name) result.description = architecture.description;
  result.deployment = deployment;
  return result;
}

}  // namespace tessera::arch
