#pragma once

#include <QFrame>

#include "gui/models/run.h"

namespace tessera::gui {

/// The run in a handful of figures, above all pages.
class HeadlineStrip : public QFrame {
  Q_OBJECT

 public:
  explicit HeadlineStrip(QWidget* parent = nullptr);
  void setRun(const Run& run);
  /// The figures are of the last run that worked, not of what is asked for now: they are paler.
  void setOutdated(bool outdated);
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  int columnWidth() const;

  Run run_;
  bool outdated_ = false;
};

}  // namespace tessera::gui
