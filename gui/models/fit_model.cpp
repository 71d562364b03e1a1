#include "gui/models/fit_model.h"

#include <utility>

#include "gui/models/load.h"
#include "gui/models/usual_settings.h"
#include "importers/importer.h"
#include "sim/target/devices.h"
#include "sim/target/runtime.h"

namespace tessera::gui {
namespace {

FitQuestion questionOf(const Run& run) {
  FitQuestion question;
  question.common = requestOf(run->settings);
  question.models = {run->path};
  if (!question.common.board.empty()) {
    question.boards = {std::exchange(question.common.board, {})};
  } else {
    question.boards = builtInDeviceNames();
  }
  const std::string runtime = std::exchange(question.common.runtime, {});
  const bool usual = runtime == usualRuntime(interpretedFile(run->path).value_or(false));
  if (!usual) question.runtimes = {runtime};
  question.types = {std::exchange(question.common.deployment, {})};
  return question;
}

}  // namespace

FitModel::FitModel(QObject* parent) : QObject(parent) {
  connect(&worker_, &Worker::failed, this, &FitModel::failed);
}

void FitModel::start(const Run& run) {
  if (run == nullptr) return;
  worker_.start([this, question = questionOf(run)](const Job& job) {
    const ModelReader reader{isInterpreted, importModel};
    const FitWatch watch{&job.stop(), {}};
    auto report = std::make_shared<FitReport>();
    report->question = question;
    report->answer = answerFit(question, reader, watch);
    if (wantsAdvice(*report)) {
      report->advice = whatHelps(report->answer.rows.front(), question, reader, watch);
    }
    job.deliver([this, report = std::shared_ptr<const FitReport>(std::move(report))] {
      report_ = report;
      Q_EMIT changed();
    });
  });
}

}  // namespace tessera::gui
