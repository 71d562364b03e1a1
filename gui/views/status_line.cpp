#include "gui/views/status_line.h"

#include "gui/models/describe_step.h"

namespace tessera::gui {

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent),
      step_(new QLabel(this)),
      bar_(new QProgressBar(this)),
      cancel_(new QToolButton(this)) {
  addWidget(step_, 1);
  bar_->setRange(0, 0);
  bar_->setMaximumWidth(160);
  bar_->setTextVisible(false);
  bar_->setAccessibleName(tr("Simulating"));
  cancel_->setText(tr("Cancel"));
  addPermanentWidget(bar_);
  addPermanentWidget(cancel_);
  connect(cancel_, &QToolButton::clicked, this, &StatusLine::cancelled);
  showBusy(false);
}

void StatusLine::showStep(const Run& run, const Selected& selected) {
  step_->setText(run == nullptr ? QString()
                                : QString::fromStdString(describeSelected(*run, selected)));
}

void StatusLine::showBusy(bool busy) {
  bar_->setVisible(busy);
  cancel_->setVisible(busy);
}

}  // namespace tessera::gui
