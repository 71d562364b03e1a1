#pragma once

#include <QComboBox>
#include <QPainter>
#include <QString>
#include <QWidget>
#include <functional>
#include <vector>

#include "gui/models/run.h"

namespace tessera::gui {

/// Set on a list that is the title of what is below it.
inline constexpr const char* titleProperty = "title";

/// What stands above an exported picture.
struct FigureTitle {
  QString name;     ///< of the model
  QString setting;  ///< "patch:4x4@b3, tflm, NUCLEO-F446RE, int8"
};

FigureTitle titleOf(const RunData& run);

/// A view as a figure, not as a screenshot: no controls, no scroll bars, tables and texts whole. It
/// becomes a view again when this ends; nothing of that is seen.
class Figure {
 public:
  explicit Figure(QWidget& view);
  ~Figure();
  Figure(const Figure&) = delete;
  Figure& operator=(const Figure&) = delete;

 private:
  void hideControls();
  void showAsTitle(QComboBox& list);
  void showWhole(QWidget& area);
  void layOut();

  QWidget& view_;
  QSize size_;
  std::vector<std::function<void()>> undo_;
};

int titleHeight(const QFont& font);
void paintTitle(QPainter& painter, const FigureTitle& title, const QWidget& view);

}  // namespace tessera::gui
