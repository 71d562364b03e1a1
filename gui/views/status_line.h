#pragma once

#include <QLabel>
#include <QProgressBar>
#include <QStatusBar>
#include <QToolButton>

#include "gui/models/run.h"
#include "gui/models/selection.h"

namespace tessera::gui {

/// The step under the cursor in words, and while something runs a bar with a way to cancel it.
class StatusLine : public QStatusBar {
  Q_OBJECT

 public:
  explicit StatusLine(QWidget* parent = nullptr);
  void showStep(const Run& run, const Selected& selected);
  void showBusy(bool busy);

 Q_SIGNALS:
  void cancelled();

 private:
  QLabel* step_;
  QProgressBar* bar_;
  QToolButton* cancel_;
};

}  // namespace tessera::gui
