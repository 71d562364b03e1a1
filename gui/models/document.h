#pragma once

#include <QObject>
#include <QString>
#include <map>
#include <memory>
#include <vector>

#include "gui/models/load.h"
#include "gui/models/run.h"
#include "gui/models/usual_settings.h"
#include "gui/workers/worker.h"

namespace tessera::gui {

/// What is open: a model, the settings it is run under with their history, and its newest run. Each
/// change runs it anew in the background; what fails is told and changes nothing that is shown.
class Document : public QObject {
  Q_OBJECT

 public:
  explicit Document(QObject* parent = nullptr);

  /// Opens a model under the current settings; layer by layer where another was open, and with the
  /// runtime that is usual of its format where nothing else is chosen.
  void open(const std::string& path);
  /// Likewise with these shapes of its inputs.
  void open(const std::string& path, const std::map<std::string, Shape>& inputShapes);
  /// A step in the history.
  void setSettings(const RunSettings& settings);
  /// What holds for every file that is opened.
  void setRuntimeChosen(bool chosen) { runtimeChosen_ = chosen; }
  /// Reads the files again; also tries again what could not be opened first.
  void reload();
  /// Back to the settings of the run that is shown.
  void cancel();
  void undo();
  void redo();

  bool canUndo() const { return at_ > 0; }
  bool canRedo() const { return at_ + 1 < history_.size(); }
  const RunSettings& settings() const { return history_[at_]; }
  const std::string& path() const { return path_; }  ///< empty: nothing is open
  /// What was last asked to be opened, also where that failed.
  const std::string& asked() const { return asked_; }
  const Run& run() const { return run_; }
  bool busy() const { return worker_.busy(); }

 Q_SIGNALS:
  void runChanged();       ///< twice a run: the steps, then the arena
  void settingsChanged();  ///< also when what can be undone changes
  void opened(const QString& path);
  void failed(const QString& message, int code);  ///< see `Worker`
  void finished();                                ///< after the arena
  void busyChanged(bool busy);

 private:
  void openUnder(const std::string& path, RunSettings settings);
  void takeFailure(const QString& message, int code);
  void dropRejected();
  void goBack();
  void runAgain();
  void start(const RunSettings& settings);
  void take(const std::string& path, const Run& run);

  Worker worker_;
  std::string path_;
  std::string asked_;
  std::string wanted_;  ///< what is run: `path_`, or what is being opened
  std::vector<RunSettings> history_{RunSettings{}};
  std::size_t at_ = 0;
  std::shared_ptr<const LoadedModel> model_;
  Run run_;
  bool runtimeChosen_ = false;
};

}  // namespace tessera::gui
