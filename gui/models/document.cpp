#include "gui/models/document.h"

#include <algorithm>

#include "gui/models/execute.h"
#include "sim/search/schedule_named_or_read.h"

namespace tessera::gui {

Document::Document(QObject* parent) : QObject(parent) {
  connect(&worker_, &Worker::failed, this, &Document::takeFailure);
  connect(&worker_, &Worker::finished, this, &Document::finished);
  connect(&worker_, &Worker::busyChanged, this, &Document::busyChanged);
}

void Document::takeFailure(const QString& message, int code) {
  const bool ofAnother = wanted_ != path_;
  if (!path_.empty()) wanted_ = path_;  // else `reload` tries again
  if (run_ != nullptr && !ofAnother && isScheduleFile(settings().schedule)) dropRejected();
  Q_EMIT failed(message, code);
}

/// A file cannot be mended in the panel: the schedule that is shown stays, and no step of the
/// history leads to the rejected one.
void Document::dropRejected() {
  const bool isNewest = at_ + 1 == history_.size();
  if (run_->settings == settings()) return;
  goBack();
  if (isNewest) history_.resize(at_ + 1);
  Q_EMIT settingsChanged();
}

void Document::open(const std::string& path) { openUnder(path, settings()); }

void Document::open(const std::string& path, const std::map<std::string, Shape>& inputShapes) {
  RunSettings next = settings();
  next.inputShapes = inputShapes;
  openUnder(path, std::move(next));
}

void Document::openUnder(const std::string& path, RunSettings next) {
  // A split names an operator of the model it was written for.
  if (!wanted_.empty() && path != wanted_) next.schedule = "layer";
  const bool interpreted = run_ != nullptr && run_->report.model.interpretedBytes.has_value();
  next = asUsualFor(path, next, interpreted, runtimeChosen_);
  wanted_ = path;
  asked_ = path;
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
  goBack();
  Q_EMIT settingsChanged();
}

/// To the settings of the run that is shown.
void Document::goBack() {
  const auto shown = std::find(history_.rbegin(), history_.rend(), run_->settings);
  if (shown == history_.rend()) {
    history_ = {run_->settings};
    at_ = 0;
  } else {
    at_ = static_cast<std::size_t>(history_.rend() - shown) - 1;
  }
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
