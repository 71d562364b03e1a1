#include "gui/models/load.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "core/error.h"
#include "importers/importer.h"
#include "sim/search/schedule_named_or_read.h"
#include "sim/target/named_or_read.h"

namespace tessera::gui {
namespace {

std::int64_t modifiedTime(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::last_write_time(path, ignored).time_since_epoch().count();
}

ModelReport reportOf(Imported imported, const std::string& path, Deployment deployment) {
  std::vector<RewriteLine> rewrites;
  for (const RewriteCount& count : imported.rewrites) {
    rewrites.push_back({count.name, count.description, count.count, count.enabled, count.optional});
  }
  try {
    return {oneLine(std::filesystem::path(path).stem().string()),
            std::move(imported.format),
            oneLine(std::move(imported.producer)),
            std::string(name(deployment)),
            std::string(assumption(deployment)),
            std::move(rewrites),
            std::move(imported.warnings),
            std::move(imported.fileTensors),
            Graph(deploy(std::move(imported.network), deployment)),
            oneLine(std::move(imported.description)),
            imported.interpretedBytes};
  } catch (const Error& error) {
    throw error.within(path);
  }
}

}  // namespace

Runtime runtimeOf(const RunSettings& settings) {
  return runtimeWith(settings.runtime, settings.switches, settings.stageInput);
}

std::optional<TargetReport> targetOf(const RunSettings& settings) {
  if (settings.board.empty()) return std::nullopt;
  TargetReport target{deviceNamedOrRead(settings.board)};
  if (settings.clock) target.device.clock = settings.clock;
  return target;
}

Block patchDefaults(const RunSettings& settings, const Runtime& runtime) {
  Block patches;
  patches.tiles = settings.tiles.value_or(runtime.tiles);
  patches.input = settings.stageInput;
  patches.buffers = settings.tileBuffers.value_or(runtime.tileBuffers);
  return patches;
}

Schedule scheduleOf(const Program& program, const RunSettings& settings, const Runtime& runtime) {
  return scheduleNamedOrRead(program, settings.schedule, patchDefaults(settings, runtime));
}

std::shared_ptr<const LoadedModel> loadModel(const std::string& path, const RunSettings& settings,
                                             const Runtime& runtime,
                                             const std::shared_ptr<const LoadedModel>& last) {
  const std::int64_t modified = modifiedTime(path);
  if (last && last->path == path && last->deployment == settings.deployment &&
      last->rewritesMade == runtime.rewritesMade &&
      last->rewritesNotMade == runtime.rewritesNotMade && last->modified == modified) {
    return last;
  }
  ImportOptions options;
  options.lowering.enabled.insert(runtime.rewritesMade.begin(), runtime.rewritesMade.end());
  options.lowering.disabled.insert(runtime.rewritesNotMade.begin(), runtime.rewritesNotMade.end());
  return std::make_shared<const LoadedModel>(
      LoadedModel{path, settings.deployment, runtime.rewritesMade, runtime.rewritesNotMade,
                  modified, reportOf(importModel(path, options), path, settings.deployment)});
}

}  // namespace tessera::gui
