#include "importers/tflite/tflite_importer.h"

#include <utility>

#include "core/error.h"
#include "importers/lower/lowering.h"
#include "importers/lower/rewrite.h"
#include "importers/shapes.h"
#include "importers/tflite/importing.h"
#include "importers/tflite/model_file.h"
#include "importers/tflite/schema_generated.h"

namespace tessera::tflite_import {
namespace {

constexpr std::string_view integerFormsName = "integer-forms";

std::string descriptionOf(const schema::Model& model) {
  constexpr std::size_t mostLetters = 80;
  if (model.description() == nullptr) return {};
  return oneLine(model.description()->str().substr(0, mostLetters));
}

/// What a file's operators are is what interpreters run. Only constants that are merely dequantised
/// stay as they are stored, a shuffle is one move, and a reshape needs no bytes.
RewriteOptions withDefaults(RewriteOptions options) {
  options.defaults = {std::string(storedConstantsName), std::string(fuseShuffleName),
                      "alias-reshapes"};
  options.disabled.emplace(integerFormsName);
  return options;
}

Imported imported(const ModelFile& file, const ImportOptions& options) {
  checkRewriteNames(options.rewrites);
  const RewriteOptions lowering = withDefaults(options.rewrites);
  const ConstantRewrites constants{lowering.applies(foldConstantsName),
                                   lowering.applies(storedConstantsName)};
  ImportedGraph graph = importGraph(file, options, constants);
  if (graph.network.name.empty()) graph.network.name = file.path().stem().string();
  std::vector<RewriteCount> rewrites{
      lowering.entry(foldConstantsName, "what only constants feed, computed at import",
                     graph.folded),
      lowering.entry(storedConstantsName,
                     "constants that are only dequantised read as they are stored", graph.stored)};
  Lowered lowered = lower(std::move(graph.network), lowering);
  std::erase_if(lowered.rewrites, [](const auto& each) {
    return each.name == integerFormsName || each.name == freeTransposeName;
  });
  rewrites.insert(rewrites.end(), lowered.rewrites.begin(), lowered.rewrites.end());
  return {std::move(lowered.network),
          "TFLite " + std::to_string(file.model().version()),
          {},
          std::move(rewrites),
          std::move(graph.warnings),
          std::move(graph.fileTensors),
          descriptionOf(file.model()),
          std::nullopt,
          options.deployment.value_or(Deployment::asStored)};
}

}  // namespace

Imported importTflite(const std::filesystem::path& path, const ImportOptions& options) {
  const ModelFile file(path);
  try {
    return imported(file, options);
  } catch (const Error& error) {
    // A usage error is about the command line.
    if (error.code() == ErrorCode::usage) throw;
    throw withHintOfShapes(error, options.inputShapes).within(path.string());
  }
}

}  // namespace tessera::tflite_import
