#pragma once

#include <QObject>
#include <QString>
#include <atomic>
#include <map>
#include <memory>

#include "gui/models/run.h"
#include "gui/workers/worker.h"
#include "sim/study/run_search.h"

namespace tessera::gui {

/// What the user sets of a search; the rest is as the document's run is.
struct SearchChoice {
  std::int64_t largestGrid = 8;
  bool rectangular = false;
  std::optional<Bytes> sram;  ///< nothing: what the board has
};

/// A search's result: immutable.
struct FoundData {
  std::string path;           ///< of the model
  std::int64_t modified = 0;  ///< when its file was
  RunSettings settings;       ///< under which it was searched, whatever their schedule
  Block patches;
  SearchReport report;
};

using Found = std::shared_ptr<const FoundData>;

/// Searches patch-based schedules in the background, as `tessera search` does, and then plans the
/// arenas of the Pareto front.
class SearchModel : public QObject {
  Q_OBJECT

 public:
  explicit SearchModel(QObject* parent = nullptr);
  ~SearchModel() override { stop(); }

  /// For the model of `run` under its settings. What was found before stays until there is more.
  void start(const Run& run, const SearchChoice& choice);
  /// What was found so far is the result.
  void stop();
  bool busy() const { return worker_.busy(); }
  bool stopping() const { return busy() && stop_->load(); }

  const Found& found() const { return found_; }
  /// Of the candidates whose arena was planned, by index.
  const std::map<std::size_t, Bytes>& arenas() const { return arenas_; }
  /// The schedule of a candidate as a JSON file that `--schedule` reads; without one, of the
  /// recommended. There must be a result.
  std::string scheduleText(std::optional<std::size_t> candidate) const;
  /// Whether the result is the run's: of its model, unchanged since, and settings, whatever their
  /// schedule.
  bool isOf(const Run& run) const;

 Q_SIGNALS:
  void busyChanged(bool busy);
  void progressed(qulonglong done, qulonglong total);
  void foundChanged();   ///< a new result, without arenas
  void arenasChanged();  ///< one more
  void failed(const QString& message, int code);

 private:
  void planFront(const Job& job, const Study& study, const Found& found,
                 const std::shared_ptr<std::atomic<bool>>& stop);

  Worker worker_;
  std::shared_ptr<std::atomic<bool>> stop_;
  Found found_;
  std::map<std::size_t, Bytes> arenas_;
};

}  // namespace tessera::gui
