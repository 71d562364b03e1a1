#pragma once

#include <QWidget>

#include "gui/models/document.h"

namespace tessera::gui {

/// Placeholder.
class SearchPage : public QWidget {
  Q_OBJECT

 public:
  explicit SearchPage(Document& document, QWidget* parent = nullptr);

 private:
  Document& document_;
};

}  // namespace tessera::gui
