#include "gui/views/search_page.h"

namespace tessera::gui {

SearchPage::SearchPage(Document& document, QWidget* parent)
    : QWidget(parent), document_(document) {}

}  // namespace tessera::gui
