#include "gui/views/arena_view.h"

namespace tessera::gui {

ArenaView::ArenaView(Selection&, TimeAxis&, QWidget* parent) : QWidget(parent) {}

void ArenaView::setRun(const Run& run) { run_ = run; }

}  // namespace tessera::gui
