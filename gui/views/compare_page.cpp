#include "gui/views/compare_page.h"

namespace tessera::gui {

ComparePage::ComparePage(Document& document, QWidget* parent)
    : QWidget(parent), document_(document) {}

void ComparePage::addRun(const Run&) {}

void ComparePage::addReport(const std::string&) {}

}  // namespace tessera::gui
