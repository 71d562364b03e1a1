#include "gui/views/patch_view.h"

namespace tessera::gui {

PatchView::PatchView(Selection&, TimeAxis&, QWidget* parent) : QWidget(parent) {}

void PatchView::setRun(const Run& run) { run_ = run; }

}  // namespace tessera::gui
