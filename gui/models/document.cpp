#include "gui/models/document.h"

#include <algorithm>

#include "gui/models/execute.h"

namespace tessera::gui {

Document::Document(QObject* parent) : QObject(parent) {
  connect(&worker_, &Worker::failed, this, [this](const QString& message, int code) {
    if (!path_.empty()) wanted_ = path_;  // else `reload` tries again
    Q_EMIT failed(message, code);
  });
  connect(&worker_, &Worker::finished, this, &Document::finished);
  connect(&worker_, &Worker::busyChanged, this, &Document::busyChanged);
}

void Document::open(const std::string& path) {
  RunSettings next = settings();
  // A split names an operator of the model it was written for.
  if (!wanted_.empty() && path != wanted_) next.schedule = "layer";
  const bool interpreted = run_ != nullptr && run_->report.model.interpretedBytes.has_value();
  next = asUsualFor(path, next, interpreted, runtimeChosen_);
  wanted_ = path;
  start(next);
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

void Document::cancel() {
  worker_.cancel();
  wanted_ = path_;
  if (run_ == nullptr || run_->settings == settings()) return;
  const auto shown = std::find(history_.rbegin(), history_.rend(), run_->settings);
  if (shown == history_.rend()) {
    history_ = {run_->settings};
    at_ = 0;
  } else {
    at_ = static_cast<std::size_t>(history_.rend() - shown) - 1;
  }
  Q_EMIT settingsChanged();
}

void Document::runAgain() {
  if (wanted_.empty()) return;
  RunSettings next = settings();
  // Another model is still being opened: the shown one's schedule is not for it.
  if (run_ != nullptr && wanted_ != path_ && next.schedule == run_->settings.schedule) {
    next.schedule = "layer";
  }
  start(next);
}

void Document::start(const RunSettings& settings) {
  worker_.start([this, path = wanted_, settings, last = model_](const Job& job) {
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
  // Another model has a history of its own.
  if (isNew || run->settings != settings()) {
    history_ = {run->settings};
    at_ = 0;
    Q_EMIT settingsChanged();
  }
  if (isNew) Q_EMIT opened(QString::fromStdString(path));
  Q_EMIT runChanged();
}

}  // namespace tessera::gui
