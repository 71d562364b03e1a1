#include "gui/views/tables_view.h"

namespace tessera::gui {

TablesView::TablesView(Selection&, TimeAxis&, QWidget* parent) : QWidget(parent) {}

void TablesView::setRun(const Run& run) { run_ = run; }

void TablesView::focusFilter() {}

}  // namespace tessera::gui
