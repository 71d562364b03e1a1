#include "gui/models/load.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "importers/importer.h"
#include "sim/study/load_model.h"

namespace tessera::gui {
namespace {

std::int64_t modifiedTime(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::last_write_time(path, ignored).time_since_epoch().count();
}

}  // namespace

StudyRequest requestOf(const RunSettings& settings) {
  StudyRequest request;
  request.inputShapes = settings.inputShapes;
  request.deployment = settings.deployment;
  request.rewritesMade = settings.rewritesMade;
  request.rewritesNotMade = settings.rewritesNotMade;
  request.runtime = settings.runtime;
  request.switches = settings.switches;
  request.board = settings.board;
  if (!settings.board.empty()) {
    request.clock = settings.clock;
    request.engineVersion = settings.engineVersion;
  }
  request.sram = settings.sram;
  request.order = settings.order;
  request.limits = settings.limits;
  request.planner = settings.planner;
  request.schedule = settings.schedule;
  request.tiles = settings.tiles;
  request.stageInput = settings.stageInput;
  request.tileBuffers = settings.tileBuffers;
  return request;
}

Runtime runtimeOf(const RunSettings& settings) {
  return tessera::runtimeOf(requestOf(settings), false);
}

std::optional<TargetReport> targetOf(const RunSettings& settings) {
  return tessera::targetOf(requestOf(settings));
}

std::shared_ptr<const LoadedModel> loadModel(const std::string& path, const RunSettings& settings,
                                             const Runtime& runtime,
                                             const std::shared_ptr<const LoadedModel>& last) {
  const StudyRequest request = requestOf(settings);
  const std::int64_t modified = modifiedTime(path);
  ImportOptions options = importOptions(request, runtime);
  if (last && last->path == path && last->options == options && last->modified == modified) {
    return last;
  }
  ModelReport report = tessera::loadModel(path, request, runtime, {isInterpreted, importModel});
  return std::make_shared<const LoadedModel>(
      LoadedModel{path, std::move(options), modified, std::move(report)});
}

}  // namespace tessera::gui
