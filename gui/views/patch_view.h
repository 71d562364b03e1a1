#pragma once

#include <QWidget>

#include "gui/models/run.h"
#include "gui/models/selection.h"
#include "gui/models/time_axis.h"

namespace tessera::gui {

/// Placeholder.
class PatchView : public QWidget {
  Q_OBJECT

 public:
  PatchView(Selection& selection, TimeAxis& axis, QWidget* parent = nullptr);
  void setRun(const Run& run);

 private:
  Run run_;
};

}  // namespace tessera::gui
