#pragma once

#include <QComboBox>
#include <QLabel>
#include <QSlider>
#include <QTimer>
#include <QToolButton>
#include <QWidget>

#include "gui/models/patch_maps.h"

namespace tessera::gui {

/// Chooses the stage, the patch, and plays through patches or steps.
class PatchControls : public QWidget {
  Q_OBJECT

 public:
  explicit PatchControls(QWidget* parent = nullptr);

  /// One stage after the other to choose from; the first is chosen.
  void setStages(const std::vector<StageMaps>& stages);
  /// What is shown; emits nothing.
  void show(std::size_t stage, const StageMaps& maps, std::int64_t patch);
  void setPlaying(bool playing);
  bool isPlaying() const { return timer_.isActive(); }
  bool playsPatches() const { return unit_->currentIndex() == 1; }

  QSlider& slider() { return *slider_; }

 Q_SIGNALS:
  void stageChosen(std::size_t stage);
  void patchChosen(std::int64_t patch);
  void tick();  ///< on to the next step or patch

 protected:
  void hideEvent(QHideEvent* event) override;

 private:
  void build();

  QTimer timer_;
  QComboBox* stages_;
  QToolButton* before_;
  QToolButton* play_;
  QToolButton* after_;
  QSlider* slider_;
  QLabel* where_;
  QComboBox* unit_;
  QComboBox* speed_;
};

}  // namespace tessera::gui
