#include "gui/models/search_model.h"

#include <algorithm>
#include <utility>

#include "sim/schedule/schedule_json.h"

namespace tessera::gui {
namespace {

/// Planning takes up to a fifth of a second each.
constexpr std::size_t mostPlanned = 64;

}  // namespace

SearchModel::SearchModel(QObject* parent) : QObject(parent) {
  connect(&worker_, &Worker::busyChanged, this, &SearchModel::busyChanged);
  connect(&worker_, &Worker::progressed, this, &SearchModel::progressed);
  connect(&worker_, &Worker::failed, this, &SearchModel::failed);
}

void SearchModel::start(const Run& run, const SearchChoice& choice) {
  if (run == nullptr) return;
  stop();
  stop_ = std::make_shared<std::atomic<bool>>(false);
  worker_.start([this, run, choice, stop = stop_](const Job& job) {
    const Study& study = run->study;
    SearchRequest request{choice.largestGrid, choice.rectangular, study.patches(), choice.sram, {}};
    request.space = "mcunetv2";  // what the page draws: stages in grids
    const SearchWatch watch{stop.get(), [&](std::size_t done, std::size_t total) {
                              // Outdated, or the window is closed.
                              if (job.stopped()) stop->store(true);
                              job.progress(done, total);
                            }};
    const Found found = std::make_shared<const FoundData>(FoundData{
        run->path, run->modified, run->settings, request.patches, study.search(request, watch)});
    job.deliver([this, found] {
      found_ = found;
      arenas_.clear();
      Q_EMIT foundChanged();
    });
    planFront(job, study, found, stop);
  });
}

void SearchModel::planFront(const Job& job, const Study& study, const Found& found,
                            const std::shared_ptr<std::atomic<bool>>& stop) {
  const SearchResult& result = found->report.result;
  const std::size_t count = std::min(result.pareto.size(), mostPlanned);
  for (std::size_t i = 0; i < count; ++i) {
    if (job.stopped() || stop->load()) return;
    const std::size_t index = result.pareto[i];
    const Schedule schedule =
        candidateSchedule(study.graph(), result.candidates[index], found->patches);
    const Bytes arena = study.run(schedule).arena->plan.arena;
    job.deliver([this, index, arena] {
      arenas_[index] = arena;
      Q_EMIT arenasChanged();
    });
  }
}

void SearchModel::stop() {
  if (stop_ != nullptr) stop_->store(true);
}

std::string SearchModel::scheduleText(std::optional<std::size_t> candidate) const {
  const SearchReport& report = found_->report;
  const Graph& graph = report.model.graph;
  return writeSchedule(
      graph, candidate
                 ? candidateSchedule(graph, report.result.candidates[*candidate], found_->patches)
                 : recommendedSchedule(report, found_->patches));
}

bool SearchModel::isOf(const Run& run) const {
  if (run == nullptr || found_ == nullptr || run->path != found_->path) return false;
  if (run->modified != found_->modified) return false;
  RunSettings settings = run->settings;
  settings.schedule = found_->settings.schedule;
  settings.planner = found_->settings.planner;
  return settings == found_->settings;
}

}  // namespace tessera::gui
