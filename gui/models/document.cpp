#include "gui/models/document.h"

#include "gui/models/execute.h"

namespace tessera::gui {

Document::Document(QObject* parent) : QObject(parent) {
  connect(&worker_, &Worker::failed, this, &Document::failed);
  connect(&worker_, &Worker::finished, this, &Document::finished);
  connect(&worker_, &Worker::busyChanged, this, &Document::busyChanged);
}

void Document::open(const std::string& path) {
  RunSettings next = settings();
  // A split names an operator of the model it was written for.
  if (!path_.empty() && path != path_) next.schedule = "layer";
  start(path, next);
}

void Document::setSettings(const RunSettings& settings) {
  if (settings == this->settings()) return;
  history_.resize(at_ + 1);
  history_.push_back(settings);
  ++at_;
  Q_EMIT settingsChanged();
  runAgain();
}

void Document::reload() {
  model_ = nullptr;
  runAgain();
}

void Document::undo() {
  if (!canUndo()) return;
  --at_;
  Q_EMIT settingsChanged();
  runAgain();
}

void Document::redo() {
  if (!canRedo()) return;
  ++at_;
  Q_EMIT settingsChanged();
  runAgain();
}

void Document::runAgain() {
  if (!path_.empty()) start(path_, settings());
}

void Document::start(const std::string& path, const RunSettings& settings) {
  worker_.start([this, path, settings, last = model_](const Job& job) {
    const Runtime runtime = runtimeOf(settings);
    const auto model = loadModel(path, settings, runtime, last);
    if (job.stopped()) return;
    job.deliver([this, model] { model_ = model; });
    execute(*model, settings, runtime,
            [&](Run run) { job.deliver([this, path, run] { take(path, run); }); });
  });
}

void Document::take(const std::string& path, const Run& run) {
  const bool isNew = path != path_;
  path_ = path;
  run_ = run;
  if (run->settings != settings()) {
    history_ = {run->settings};
    at_ = 0;
    Q_EMIT settingsChanged();
  }
  if (isNew) Q_EMIT opened(QString::fromStdString(path));
  Q_EMIT runChanged();
}

}  // namespace tessera::gui
