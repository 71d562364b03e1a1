#pragma once

#include <QTabWidget>
#include <QWidget>

#include "gui/models/run.h"
#include "gui/models/selection.h"
#include "gui/models/time_axis.h"
#include "gui/views/table_pane.h"

namespace tessera::gui {

/// The tables of a run: steps, operators, buffers, and what is live at the cursor's step.
class TablesView : public QWidget {
  Q_OBJECT

 public:
  TablesView(Selection& selection, TimeAxis& axis, QWidget* parent = nullptr);
  void setRun(const Run& run);
  /// To the filter of the table in front.
  void focusFilter();

  QTabWidget& tabs() { return *tabs_; }
  TablePane& steps() { return *steps_; }
  TablePane& operators() { return *operators_; }
  TablePane& buffers() { return *buffers_; }
  TablePane& live() { return *live_; }
  TablePane& current() const;  ///< in front

 private:
  void takeCursor();
  void showLive();
  void showMarks();

  Selection& selection_;
  Run run_;
  std::optional<std::int64_t> liveStep_;  // that the live table shows
  QTabWidget* tabs_;
  TablePane* steps_;
  TablePane* operators_;
  TablePane* buffers_;
  TablePane* live_;
};

}  // namespace tessera::gui
