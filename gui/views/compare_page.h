#pragma once

#include <QWidget>

#include "gui/models/document.h"

namespace tessera::gui {

/// Placeholder.
class ComparePage : public QWidget {
  Q_OBJECT

 public:
  explicit ComparePage(Document& document, QWidget* parent = nullptr);
  void addRun(const Run& run);              ///< keeps the document's run in the comparison
  void addReport(const std::string& path);  ///< a saved report; throws Error

 private:
  Document& document_;
};

}  // namespace tessera::gui
