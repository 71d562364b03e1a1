#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThread>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "gui/models/execute.h"
#include "gui/models/run.h"

namespace tessera::test {

/// A committed sample.
inline std::string sample(const std::string& name) {
  return std::string(TESSERA_SOURCE_DIR) + "/sample_models/" + name;
}

inline QString samplePath(const std::string& name) { return QString::fromStdString(sample(name)); }

/// MobileNetV2 w0.35 r144.
inline std::string mobilenetFile() { return sample("mbv2-w0.35-r144-int8.onnx"); }

/// Lets the application work until `done`, for at most half a minute; whether it came true.
inline bool waitUntil(const std::function<bool()>& done) {
  QElapsedTimer timer;
  timer.start();
  while (!done() && timer.elapsed() < 30'000) {
    QCoreApplication::processEvents();
    QThread::msleep(1);
  }
  return done();
}

/// Runs the settings on the model in this thread; the whole, with its arena.
inline gui::Run runOf(const std::string& path, const gui::RunSettings& settings) {
  const Runtime runtime = gui::runtimeOf(settings);
  const auto model = gui::loadModel(path, settings, runtime, nullptr);
  gui::Run last;
  gui::execute(*model, settings, runtime, [&](gui::Run run) { last = std::move(run); });
  return last;
}

/// `mobilenetFile` with that schedule under a runtime on a board, run once a process.
inline gui::Run mobilenet(const std::string& schedule = "patch:4x4@auto",
                          const std::string& runtime = "liveness",
                          const std::string& board = "NUCLEO-H743ZI2") {
  gui::RunSettings settings;
  settings.schedule = schedule;
  settings.runtime = runtime;
  settings.board = board;
  static std::map<std::vector<std::string>, gui::Run> runs;
  gui::Run& run = runs[{schedule, runtime, board}];
  if (!run) run = runOf(mobilenetFile(), settings);
  return run;
}

/// The run as it is before its arena is planned.
inline gui::Run unplanned(const gui::Run& run) {
  gui::RunData data = *run;
  data.report.run.arena.reset();
  return std::make_shared<const gui::RunData>(std::move(data));
}

}  // namespace tessera::test
