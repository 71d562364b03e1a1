#include "gui/views/timeline_view.h"

namespace tessera::gui {

TimelineView::TimelineView(Selection&, TimeAxis&, QWidget* parent) : QWidget(parent) {}

void TimelineView::setRun(const Run& run) { run_ = run; }

}  // namespace tessera::gui
