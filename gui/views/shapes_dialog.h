#pragma once

#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <vector>

#include "gui/models/shape_request.h"

namespace tessera::gui {

/// Asks for the shapes of inputs that a file leaves open.
class ShapesDialog : public QDialog {
  Q_OBJECT

 public:
  ShapesDialog(const QString& file, const std::vector<ShapeRequest>& requests, QWidget* parent);
  /// "image=1x3x224x224 mask=1x224".
  std::string words() const;

 private:
  void check();

  std::vector<std::string> inputs_;
  std::vector<QLineEdit*> edits_;
  QLabel* fault_;
  QDialogButtonBox* buttons_;
};

}  // namespace tessera::gui
