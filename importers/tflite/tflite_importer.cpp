#include "importers/tflite/tflite_importer.h"

#include <utility>

#include "core/error.h"
#include "importers/lower/rewrites.h"
#include "importers/shapes.h"
#include "importers/tflite/importing.h"
#include "importers/tflite/model_file.h"
#include "importers/tflite/schema_generated.h"

namespace tessera::tflite_import {
namespace {

constexpr std::string_view integerFormsName = "integer-forms";

std::string producerOf(const schema::Model& model) {
  constexpr std::size_t mostLetters = 80;
  if (model.description() == nullptr) return {};
  return oneLine(model.description()->str().substr(0, mostLetters));
}

RewriteCount lowerEnds(Network& network, const LoweringOptions& options) {
  RewriteCount count{std::string(integerEndsName),
                     "graph inputs and outputs that are converted at once handed over as integers",
                     0, options.applies(integerEndsName)};
  if (!count.enabled) return count;
  Rewritten result = integerEnds(std::move(network));
  network = std::move(result.network);
  count.count = result.count;
  return count;
}

Imported imported(const ModelFile& file, const ImportOptions& options) {
  checkRewriteNames(options.lowering);
  const bool fold = options.lowering.applies(foldConstantsName);
  ImportedGraph graph = importGraph(file, options.inputShapes, fold);
  if (graph.network.name.empty()) graph.network.name = file.path().stem().string();
  RewriteCount ends = lowerEnds(graph.network, options.lowering);
  LoweringOptions lowering = options.lowering;
  lowering.disabled.emplace(integerFormsName);
  Lowered lowered = lower(std::move(graph.network), lowering);
  std::erase_if(lowered.rewrites, [](const auto& each) { return each.name == integerFormsName; });
  std::vector<RewriteCount> rewrites{foldedConstants(graph.folded, fold), std::move(ends)};
  rewrites.insert(rewrites.end(), lowered.rewrites.begin(), lowered.rewrites.end());
  return {std::move(lowered.network), "TFLite " + std::to_string(file.model().version()),
          producerOf(file.model()), std::move(rewrites), std::move(graph.warnings)};
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
