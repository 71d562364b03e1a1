#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QWidget>
#include <optional>

#include "gui/models/document.h"
#include "gui/views/choice_box.h"
#include "gui/views/grid_spin.h"
#include "sim/schedule/schedule.h"

namespace tessera::gui {

/// What decides a run, one control each. Every change is run at once.
class SchedulePanel : public QWidget {
  Q_OBJECT

 public:
  explicit SchedulePanel(Document& document, QWidget* parent = nullptr);
  ~SchedulePanel() override;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void build();
  GridSpin* gridSpin(const QString& what);
  /// Takes what is written in a line into the settings; throws Error.
  using Reader = void (*)(const std::string& words, RunSettings& settings);
  QLineEdit* line(const QString& label, const QString& example, const QString& tip, Reader read);
  void showSettings();
  void showGrid(Grid grid);
  void showSplits();
  void showChosenSplit(const std::string& schedule);
  void takeSettings();
  void takeGrid();  ///< once neither of its two numbers is being typed
  void takeWritten(const QLineEdit& edit, Reader read);

  Document& document_;
  bool showing_ = true;            ///< controls follow the settings: their signals mean nothing
  std::optional<Graph> splitsOf_;  ///< whose operators the list has
  GridSpin* rows_;
  GridSpin* columns_;
  QComboBox* split_;
  QComboBox* tiles_;
  QComboBox* input_;
  QComboBox* buffers_;
  ChoiceBox* runtime_;
  QComboBox* planner_;
  ChoiceBox* board_;
  QComboBox* order_;
  QComboBox* dtype_;
  QLineEdit* clock_;
  QLineEdit* version_;
  QLineEdit* sram_;
  QLineEdit* steps_;
  QLineEdit* rules_;
  QLineEdit* shapes_;
  QLineEdit* rewrites_;
  QLabel* file_;
};

}  // namespace tessera::gui
