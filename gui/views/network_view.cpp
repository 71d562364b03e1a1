#include "gui/views/network_view.h"

namespace tessera::gui {

NetworkView::NetworkView(Selection&, TimeAxis&, QWidget* parent) : QWidget(parent) {}

void NetworkView::setRun(const Run& run) { run_ = run; }

}  // namespace tessera::gui
