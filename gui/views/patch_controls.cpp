#include "gui/views/patch_controls.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

namespace tessera::gui {

PatchControls::PatchControls(QWidget* parent)
    : QWidget(parent),
      stages_(new QComboBox(this)),
      before_(new QToolButton(this)),
      play_(new QToolButton(this)),
      after_(new QToolButton(this)),
      slider_(new QSlider(Qt::Horizontal, this)),
      where_(new QLabel(this)),
      unit_(new QComboBox(this)),
      speed_(new QComboBox(this)) {
  build();
  connect(stages_, &QComboBox::currentIndexChanged, this,
          [this](int index) { Q_EMIT stageChosen(static_cast<std::size_t>(std::max(index, 0))); });
  connect(slider_, &QSlider::valueChanged, this, [this](int value) { Q_EMIT patchChosen(value); });
  connect(before_, &QToolButton::clicked, this,
          [this] { slider_->setValue(slider_->value() - 1); });
  connect(after_, &QToolButton::clicked, this, [this] { slider_->setValue(slider_->value() + 1); });
  connect(play_, &QToolButton::clicked, this, [this] { setPlaying(!isPlaying()); });
  connect(&timer_, &QTimer::timeout, this, &PatchControls::tick);
  connect(speed_, &QComboBox::currentIndexChanged, this,
          [this] { timer_.setInterval(1000 / speed_->currentData().toInt()); });
  timer_.setInterval(1000 / speed_->currentData().toInt());
  setPlaying(false);
}

void PatchControls::build() {
  const auto name = [](QWidget* widget, const QString& words) {
    widget->setAccessibleName(words);
    widget->setToolTip(words);
  };
  stages_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  stages_->setObjectName(QStringLiteral("stages"));
  name(stages_, tr("The per-patch stage to show"));
  before_->setArrowType(Qt::LeftArrow);
  name(before_, tr("Previous patch (Page up)"));
  after_->setArrowType(Qt::RightArrow);
  name(after_, tr("Next patch (Page down)"));
  name(play_, tr("Play through the stage (Space)"));
  play_->setMinimumWidth(fontMetrics().horizontalAdvance(tr("Pause")) + 20);
  slider_->setTickPosition(QSlider::NoTicks);
  slider_->setMinimumWidth(120);
  slider_->setPageStep(1);
  name(slider_, tr("Patch, row by row"));
  unit_->addItems({tr("by step"), tr("by patch")});
  name(unit_, tr("What playing goes on by"));
  for (const int rate : {1, 2, 4, 8, 16, 32}) speed_->addItem(tr("%1 a second").arg(rate), rate);
  speed_->setCurrentIndex(3);
  name(speed_, tr("Speed"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 6, 12, 6);
  row->setSpacing(6);
  row->addWidget(stages_);
  for (QToolButton* button : {before_, play_, after_}) row->addWidget(button);
  row->addWidget(slider_, 1);
  row->addWidget(where_);
  row->addWidget(unit_);
  row->addWidget(speed_);
}

void PatchControls::setStages(const std::vector<StageMaps>& stages) {
  setPlaying(false);
  const QSignalBlocker quiet(stages_);
  stages_->clear();
  for (const StageMaps& stage : stages) stages_->addItem(QString::fromStdString(stage.title()));
  stages_->setVisible(stages.size() > 1);
}

void PatchControls::show(std::size_t stage, const StageMaps& maps, std::int64_t patch) {
  const QSignalBlocker quietStages(stages_);
  const QSignalBlocker quietSlider(slider_);
  stages_->setCurrentIndex(static_cast<int>(stage));
  slider_->setRange(0, static_cast<int>(maps.patchCount()) - 1);
  slider_->setValue(static_cast<int>(patch));
  const Patch at = maps.patch(patch);
  const auto words = [&](std::int64_t row, std::int64_t column, std::int64_t number) {
    return tr("Patch %1,%2 (%3 of %4)").arg(row).arg(column).arg(number).arg(maps.patchCount());
  };
  where_->setText(words(at.row, at.column, patch + 1));
  const QString widest = words(maps.grid.rows - 1, maps.grid.columns - 1, maps.patchCount());
  where_->setMinimumWidth(where_->fontMetrics().horizontalAdvance(widest) + 4);
  before_->setEnabled(patch > 0);
  after_->setEnabled(patch + 1 < maps.patchCount());
}

void PatchControls::setPlaying(bool playing) {
  play_->setText(playing ? tr("Pause") : tr("Play"));
  if (playing) {
    timer_.start();
  } else {
    timer_.stop();
  }
}

void PatchControls::hideEvent(QHideEvent* event) {
  setPlaying(false);
  QWidget::hideEvent(event);
}

}  // namespace tessera::gui
