#include "gui/views/patch_view.h"

#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/models/qt_text.h"
#include "gui/views/theme.h"
#include "sim/report/run_figures.h"

namespace tessera::gui {

PatchView::PatchView(Selection& selection, TimeAxis&, QWidget* parent)
    : QWidget(parent),
      selection_(selection),
      empty_(new QLabel(this)),
      content_(new QWidget(this)),
      controls_(new PatchControls(content_)),
      facts_(new QLabel(content_)),
      area_(new QScrollArea(content_)),
      canvas_(new PatchCanvas) {
  build();
  setRun(nullptr);
  connect(&selection_, &Selection::changed, this, &PatchView::takeSelection);
  connect(controls_, &PatchControls::stageChosen, this, [this](std::size_t stage) {
    if (stage < stages_.size()) selection_.selectStep(stages_[stage].firstStep);
  });
  connect(controls_, &PatchControls::patchChosen, this, &PatchView::choosePatch);
  connect(controls_, &PatchControls::tick, this, &PatchView::goOn);
  connect(canvas_, &PatchCanvas::operatorChosen, this, &PatchView::chooseOperator);
  connect(canvas_, &PatchCanvas::allStepsChosen, this,
          [this](OperatorId op) { selection_.selectOperator(op); });
}

void PatchView::build() {
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Patches"));
  empty_->setAlignment(Qt::AlignCenter);
  empty_->setWordWrap(true);
  empty_->setMargin(24);
  facts_->setContentsMargins(12, 0, 12, 6);
  facts_->setTextFormat(Qt::PlainText);
  facts_->setWordWrap(true);
  area_->setFrameShape(QFrame::NoFrame);
  area_->setWidgetResizable(true);
  area_->setFocusPolicy(Qt::NoFocus);
  area_->setWidget(canvas_);
  area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area_->viewport()->installEventFilter(this);
  auto* inner = new QVBoxLayout(content_);
  inner->setContentsMargins(0, 0, 0, 0);
  inner->setSpacing(0);
  inner->addWidget(controls_);
  inner->addWidget(facts_);
  inner->addWidget(area_, 1);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(2, 2, 2, 2);  // the focus frame
  rows->addWidget(empty_);
  rows->addWidget(content_);
}

void PatchView::setRun(const Run& run) {
  run_ = run;
  canvas_->setStage(nullptr);
  stages_ = stageMaps(run);
  controls_->setStages(stages_);
  stage_ = 0;
  patch_ = 0;
  running_.reset();
  empty_->setText(
      run == nullptr
          ? tr("Open a model to see its patches")
          : tr("Runs layer by layer: choose a grid under \u201cSchedule and target\u201d "
               "to see patches"));
  empty_->setVisible(stages_.empty());
  content_->setVisible(!stages_.empty());
  setAccessibleDescription(stages_.empty() ? empty_->text() : factsText());
  if (stages_.empty()) return;
  showStage(0);
  takeSelection();
}

/// The cursor's patch and operator; where the cursor is in no stage, what was last.
void PatchView::takeSelection() {
  if (stages_.empty()) return;
  const std::int64_t step = selection_.selected().cursor;
  const auto at = std::find_if(stages_.begin(), stages_.end(),
                               [step](const StageMaps& s) { return s.steps().contains(step); });
  running_.reset();
  if (at != stages_.end()) {
    const auto stage = static_cast<std::size_t>(at - stages_.begin());
    if (stage != stage_) showStage(stage);
    patch_ = at->patchOf(step);
    running_ = at->operatorOf(step);
  }
  showPatch();
}

void PatchView::showStage(std::size_t stage) {
  stage_ = stage;
  patch_ = 0;
  canvas_->setStage(&stages_[stage]);
  canvas_->fitInto(area_->viewport()->size());
  facts_->setText(factsText());
  facts_->setToolTip(facts_->text());
  showPatch();
}

void PatchView::showPatch() {
  controls_->show(stage_, stages_[stage_], patch_);
  canvas_->setPatch(patch_, running_);
}

QString PatchView::factsText() const {
  const StageMaps& stage = stages_[stage_];
  const Macs extra = stage.executed - stage.once;
  QString text;
  if (stages_.size() == 1) text = QString::fromStdString(stage.title() + "  \u00b7  ");
  text += tr("the stage: %1 MACs once, %2 in patches: %3 of the stage, with %4 tiles")
              .arg(QString::fromStdString(siCount(stage.once.count())),
                   QString::fromStdString(siCount(stage.executed.count())),
                   QString::fromStdString(finePercent(ratio(extra, stage.once))),
                   gui::text(name(stage.tiles)));
  if (stage.tiles == TilePolicy::full) text += tr("  \u00b7  shown clipped");
  return text;
}

std::int64_t PatchView::operatorPosition() const { return running_.value_or(0); }

void PatchView::choosePatch(std::int64_t patch) {
  if (stages_.empty()) return;
  const StageMaps& stage = stages_[stage_];
  patch = std::clamp<std::int64_t>(patch, 0, stage.patchCount() - 1);
  selection_.selectStep(stage.stepOf(patch, operatorPosition()));
}

void PatchView::chooseOperator(OperatorId op) {
  const StageMaps& stage = stages_[stage_];
  const auto first = stage.maps.size() - static_cast<std::size_t>(stage.operators);
  for (std::size_t i = first; i < stage.maps.size(); ++i) {
    if (stage.maps[i].op != op) continue;
    selection_.selectStep(stage.stepOf(patch_, static_cast<std::int64_t>(i - first)));
  }
}

/// One step or patch further; from the end back to the beginning of the stage.
void PatchView::goOn() {
  if (stages_.empty()) return controls_->setPlaying(false);
  const StageMaps& stage = stages_[stage_];
  const std::int64_t by = controls_->playsPatches() ? stage.stepsOfPatch() : 1;
  const std::int64_t next = running_ ? selection_.selected().cursor + by : stage.stepOf(patch_, 0);
  const Interval steps = stage.steps();
  selection_.selectStep(steps.contains(next) ? next : steps.begin + (next - steps.end) % by);
}

void PatchView::keyPressEvent(QKeyEvent* event) {
  const int by = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
  if (stages_.empty()) return QWidget::keyPressEvent(event);
  const Interval steps = stages_[stage_].steps();
  switch (event->key()) {
    case Qt::Key_Left:
      return selection_.moveCursor(-by);
    case Qt::Key_Right:
      return selection_.moveCursor(by);
    case Qt::Key_Home:
      return selection_.selectStep(steps.begin);
    case Qt::Key_End:
      return selection_.selectStep(steps.end - 1);
    case Qt::Key_PageUp:
      return choosePatch(patch_ - 1);
    case Qt::Key_PageDown:
      return choosePatch(patch_ + 1);
    case Qt::Key_Space:
      return controls_->setPlaying(!controls_->isPlaying());
    default:
      return QWidget::keyPressEvent(event);
  }
}

void PatchView::paintEvent(QPaintEvent*) {
  if (!hasFocus()) return;
  QPainter painter(this);
  painter.setPen(QPen(themeOf(palette()).selection, 2));
  painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

void PatchView::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  update();
}

void PatchView::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  update();
}

bool PatchView::eventFilter(QObject* watched, QEvent* event) {
  if (watched == area_->viewport() && event->type() == QEvent::Resize) {
    canvas_->fitInto(area_->viewport()->size());
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace tessera::gui
