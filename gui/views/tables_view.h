#pragma once

#include <QWidget>

#include "gui/models/run.h"
#include "gui/models/selection.h"
#include "gui/models/time_axis.h"

namespace tessera::gui {

/// Placeholder.
class TablesView : public QWidget {
  Q_OBJECT

 public:
  TablesView(Selection& selection, TimeAxis& axis, QWidget* parent = nullptr);
  void setRun(const Run& run);
  void focusFilter();

 private:
  Run run_;
};

}  // namespace tessera::gui
