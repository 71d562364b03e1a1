#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QWidget>
#include <optional>

#include "gui/models/document.h"
#include "sim/schedule/schedule.h"

namespace tessera::gui {

/// What decides a run, one control each. Every change is run at once.
class SchedulePanel : public QWidget {
  Q_OBJECT

 public:
  explicit SchedulePanel(Document& document, QWidget* parent = nullptr);

 private:
  void build();
  void showSettings();
  void showGrid(Grid grid);
  void showSplits();
  void showChosenSplit(const std::string& schedule);
  void takeSettings();
  void takeImport();

  Document& document_;
  bool showing_ = true;            ///< controls follow the settings: their signals mean nothing
  std::optional<Graph> splitsOf_;  ///< whose operators the list has
  QSpinBox* rows_;
  QSpinBox* columns_;
  QComboBox* split_;
  QComboBox* tiles_;
  QComboBox* input_;
  QComboBox* buffers_;
  QComboBox* runtime_;
  QComboBox* planner_;
  QComboBox* board_;
  QComboBox* order_;
  QComboBox* dtype_;
  QLineEdit* shapes_;
  QLineEdit* rewrites_;
  QLabel* file_;
};

}  // namespace tessera::gui
