#include "cli/commands/load.h"

#include <fmt/core.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "cli/stdin_file.h"
#include "core/error.h"
#include "importers/importer.h"
#include "sim/search/schedule_named_or_read.h"
#include "sim/target/named_or_read.h"

namespace tessera::cli {
namespace {

std::vector<RewriteLine> rewriteLines(const std::vector<RewriteCount>& rewrites) {
  std::vector<RewriteLine> lines;
  for (const RewriteCount& rewrite : rewrites) {
    lines.push_back(
        {rewrite.name, rewrite.description, rewrite.count, rewrite.enabled, rewrite.optional});
  }
  return lines;
}

void tellRead(const std::string& path, const Imported& imported,
              std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  fmt::print(stderr, "tessera: read {}: {}, {} operators, in {:.1f} ms\n", oneLine(path),
             imported.format, imported.network.operators.size(), took.count());
}

/// What `read` gives of the file; errors call stdin so, not by the file that has it.
template <class Read>
auto ofFile(const ModelArguments& arguments, const Read& read) {
  try {
    return read(arguments.file);
  } catch (const Error& error) {
    if (arguments.path != "-") throw;
    std::string where = error.where();
    if (where.rfind(arguments.file, 0) == 0) where.replace(0, arguments.file.size(), "stdin");
    throw Error(error.code(), error.message(), where, error.hint());
  }
}

/// The file's name, not the graph's: exporters call every graph "main_graph" or "torch_jit".
std::string titleOf(const std::string& path) {
  return path == "-" ? "stdin" : oneLine(std::filesystem::path(path).stem().string());
}

Graph deployed(Network network, const ModelArguments& arguments) {
  try {
    return Graph(deploy(std::move(network), *arguments.deployment));
  } catch (const Error& error) {
    throw error.within(arguments.path == "-" ? "stdin" : arguments.path);
  }
}

}  // namespace

ModelArguments settled(ModelArguments arguments) {
  if (arguments.path.empty()) return arguments;
  arguments.file = arguments.path == "-" ? stdinAsFile() : arguments.path;
  arguments.interpreted =
      ofFile(arguments, [](const std::string& file) { return isInterpreted(file); });
  if (!arguments.deployment) arguments.deployment = usualDeployment(arguments.interpreted);
  return arguments;
}

ModelReport loadModel(const ModelArguments& arguments, const Runtime& runtime) {
  ImportOptions options;
  options.inputShapes = arguments.inputShapes;
  options.lowering.enabled.insert(runtime.rewritesMade.begin(), runtime.rewritesMade.end());
  options.lowering.enabled.insert(arguments.enabledRewrites.begin(),
                                  arguments.enabledRewrites.end());
  options.lowering.disabled.insert(runtime.rewritesNotMade.begin(), runtime.rewritesNotMade.end());
  for (const std::string& wanted : arguments.enabledRewrites) {
    options.lowering.disabled.erase(wanted);
  }
  options.lowering.disabled.insert(arguments.disabledRewrites.begin(),
                                   arguments.disabledRewrites.end());
  const auto start = std::chrono::steady_clock::now();
  Imported imported =
      ofFile(arguments, [&](const std::string& file) { return importModel(file, options); });
  if (arguments.verbosity == Verbosity::verbose) tellRead(arguments.path, imported, start);
  return {titleOf(arguments.path),
          std::move(imported.format),
          oneLine(std::move(imported.producer)),
          std::string(name(*arguments.deployment)),
          std::string(assumption(*arguments.deployment)),
          rewriteLines(imported.rewrites),
          std::move(imported.warnings),
          std::move(imported.fileTensors),
          deployed(std::move(imported.network), arguments),
          oneLine(std::move(imported.description)),
          imported.interpretedBytes};
}

Runtime runtimeOf(const CountingArguments& arguments, const ModelArguments& model) {
  const std::string name =
      arguments.runtime.empty() ? usualRuntime(model.interpreted) : arguments.runtime;
  return runtimeWith(name, arguments.switches, arguments.stageInput);
}

Block patchDefaults(const CountingArguments& arguments, const Runtime& runtime) {
  Block patches;
  patches.tiles = arguments.tiles.value_or(runtime.tiles);
  patches.input = arguments.stageInput;
  patches.buffers = arguments.tileBuffers.value_or(runtime.tileBuffers);
  return patches;
}

Schedule loadSchedule(const Program& program, const std::string& text,
                      const CountingArguments& arguments, const Runtime& runtime) {
  return scheduleNamedOrRead(program, text, patchDefaults(arguments, runtime));
}

}  // namespace tessera::cli
