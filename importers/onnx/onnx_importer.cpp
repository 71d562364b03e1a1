#include "importers/onnx/onnx_importer.h"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "importers/lower/default_rewrites.h"
#include "importers/lower/lowering.h"
#include "importers/onnx/importing.h"
#include "importers/onnx/model_file.h"
#include "importers/shapes.h"

namespace tessera::onnx_import {
namespace {

std::string formatOf(const ::onnx::ModelProto& model) {
  std::string text = "ONNX IR " + std::to_string(model.ir_version());
  for (const auto& opset : model.opset_import()) {
    const bool standard = opset.domain().empty() || opset.domain() == "ai.onnx";
    text += ", " + (standard ? std::string() : oneLine(opset.domain()) + " ") + "opset " +
            std::to_string(opset.version());
  }
  return text;
}

std::string producerOf(const ::onnx::ModelProto& model) {
  std::string text = model.producer_name();
  if (!model.producer_version().empty()) text += " " + model.producer_version();
  return oneLine(std::move(text));
}

Imported imported(const ModelFile& file, const ImportOptions& options) {
  checkRewriteNames(options.rewrites);
  const bool fold = options.rewrites.applies(foldConstantsName);
  ImportedGraph graph = importGraph(file, options.inputShapes, fold);
  if (graph.network.name.empty()) graph.network.name = file.path().stem().string();
  const Deployment deployment = options.deployment.value_or(usualDeployment(graph.network));
  const RewriteOptions rewrites = withRewritesOfExports(options.rewrites, deployment);
  Lowered lowered = lower(std::move(graph.network), rewrites);
  Imported result{std::move(lowered.network), formatOf(file.model()), producerOf(file.model()),
                  std::move(lowered.rewrites), std::move(graph.warnings)};
  result.deployment = deployment;
  result.rewrites.insert(
      result.rewrites.begin(),
      rewrites.entry(foldConstantsName, "what only constants feed, computed at import",
                     graph.folded));
  return result;
}

}  // namespace

Imported importOnnx(const std::filesystem::path& path, const ImportOptions& options) {
  const ModelFile file(path);
  try {
    return imported(file, options);
  } catch (const Error& error) {
    // A usage error is about the command line, and a tensor's data already names the file.
    if (error.code() == ErrorCode::usage || error.where().starts_with(path.string())) throw;
    throw withHintOfShapes(error, options.inputShapes).within(path.string());
  }
}

}  // namespace tessera::onnx_import
