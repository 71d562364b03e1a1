#pragma once

#include <QLabel>
#include <QScrollArea>
#include <QWidget>

#include "gui/models/patch_maps.h"
#include "gui/models/run.h"
#include "gui/models/selection.h"
#include "gui/models/time_axis.h"
#include "gui/views/patch_canvas.h"
#include "gui/views/patch_controls.h"

namespace tessera::gui {

/// The per-patch stages of a run: their feature maps, the patch at the cursor with its halo, and
/// playback, which moves the cursor.
class PatchView : public QWidget {
  Q_OBJECT

 public:
  PatchView(Selection& selection, TimeAxis& axis, QWidget* parent = nullptr);
  void setRun(const Run& run);

  PatchControls& controls() { return *controls_; }
  PatchCanvas& canvas() { return *canvas_; }
  const QLabel& emptyText() const { return *empty_; }
  std::int64_t patch() const { return patch_; }

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void build();
  void takeSelection();
  void showStage(std::size_t stage);
  void showPatch();
  void choosePatch(std::int64_t patch);
  void chooseOperator(OperatorId op);
  void goOn();
  std::int64_t operatorPosition() const;
  QString factsText() const;

  Selection& selection_;
  Run run_;
  std::vector<StageMaps> stages_;
  std::size_t stage_ = 0;
  std::int64_t patch_ = 0;
  std::optional<std::int64_t> running_;  // position of the cursor's operator in the block
  QLabel* empty_;
  QWidget* content_;
  PatchControls* controls_;
  QLabel* facts_;
  QScrollArea* area_;
  PatchCanvas* canvas_;
};

}  // namespace tessera::gui
