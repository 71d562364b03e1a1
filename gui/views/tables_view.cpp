#include "gui/views/tables_view.h"

#include <QVBoxLayout>
#include <algorithm>

#include "gui/models/run_tables.h"

namespace tessera::gui {

TablesView::TablesView(Selection& selection, TimeAxis&, QWidget* parent)
    : QWidget(parent), selection_(selection), tabs_(new QTabWidget(this)) {
  steps_ = new TablePane(selection, tr("Steps"), tr("kind"), tabs_);
  operators_ = new TablePane(selection, tr("Operators"), tr("kind"), tabs_);
  buffers_ = new TablePane(selection, tr("Buffers"), tr("kind"), tabs_);
  live_ = new TablePane(selection, tr("Live"), tr("kind"), tabs_);
  tabs_->setDocumentMode(true);
  for (TablePane* pane : {steps_, operators_, buffers_, live_}) {
    tabs_->addTab(pane, pane->view().accessibleName());
  }
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->addWidget(tabs_);
  setAccessibleName(tr("Tables"));
  setAccessibleDescription(tr("Steps, operators, buffers, and what is live at the cursor's step"));
  setRun(nullptr);
  connect(&selection_, &Selection::changed, this, &TablesView::takeCursor);
}

void TablesView::setRun(const Run& run) {
  run_ = run;
  steps_->setTable(stepTable(run));
  operators_->setTable(operatorTable(run));
  buffers_->setTable(bufferTable(run));
  liveStep_.reset();
  takeCursor();
}

void TablesView::takeCursor() {
  showLive();
  showMarks();
}

/// What the cursor's step is, runs, and holds.
void TablesView::showMarks() {
  const std::int64_t step = selection_.selected().cursor;
  const Trace none;
  const Trace& trace = run_ == nullptr ? none : run_->report.run.trace;
  const auto at = static_cast<std::size_t>(std::max<std::int64_t>(0, step));
  if (at >= trace.steps.size()) {
    for (TablePane* pane : {steps_, operators_, buffers_}) pane->setMarked({});
    return;
  }
  steps_->setMarked({at});
  operators_->setMarked({trace.steps[at].op.index()});
  buffers_->setMarked(liveBuffers(trace, at));
}

void TablesView::showLive() {
  const std::int64_t step = selection_.selected().cursor;
  if (liveStep_ == step) return;
  liveStep_ = step;
  live_->setTable(liveTable(run_, step));
  tabs_->setTabText(tabs_->indexOf(live_),
                    run_ == nullptr ? tr("Live") : tr("Live at step %1").arg(step));
}

void TablesView::focusFilter() { current().focusFilter(); }

TablePane& TablesView::current() const { return *static_cast<TablePane*>(tabs_->currentWidget()); }

}  // namespace tessera::gui
