#include "cli/commands/load.h"

#include <filesystem>
#include <utility>

#include "importers/importer.h"

namespace tessera::cli {
namespace {

std::vector<RewriteLine> rewriteLines(const std::vector<RewriteCount>& rewrites) {
  std::vector<RewriteLine> lines;
  for (const RewriteCount& rewrite : rewrites) {
    lines.push_back({rewrite.name, rewrite.description, rewrite.count, rewrite.enabled});
  }
  return lines;
}

}  // namespace

ModelReport loadModel(const ModelArguments& arguments) {
  ImportOptions options;
  options.inputShapes = arguments.inputShapes;
  options.lowering.disabled.insert(arguments.disabledRewrites.begin(),
                                   arguments.disabledRewrites.end());
  Imported imported = importModel(arguments.path, options);
  std::string modelName = imported.network.name;
  if (modelName.empty()) modelName = std::filesystem::path(arguments.path).stem().string();
  return {oneLine(std::move(modelName)),
          std::move(imported.format),
          oneLine(std::move(imported.producer)),
          std::string(name(arguments.deployment)),
          std::string(assumption(arguments.deployment)),
          rewriteLines(imported.rewrites),
          std::move(imported.warnings),
          Graph(deploy(std::move(imported.network), arguments.deployment))};
}

TextStyle styleFor(const OutputArguments& output) {
  const bool toStdout = output.path.empty() || output.path == "-";
  return toStdout ? stdoutStyle(output.color) : fileStyle(output.color);
}

}  // namespace tessera::cli
