#pragma once

#include <QCheckBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QWidget>

#include "gui/models/document.h"
#include "gui/models/front_model.h"
#include "gui/models/search_model.h"
#include "gui/views/grid_spin.h"
#include "gui/views/scatter_view.h"

namespace tessera::gui {

/// Searches patch-based schedules of the open model: the controls, the points, the Pareto front as
/// a table. Choosing a point loads its schedule into the document.
class SearchPage : public QWidget {
  Q_OBJECT

 public:
  explicit SearchPage(Document& document, QWidget* parent = nullptr);

  void start();  ///< under the document's settings and the controls
  bool busy() const { return model_.busy(); }
  const SearchModel& model() const { return model_; }
  /// Writes the selected schedule of the front, or the recommended, as JSON. Throws Error.
  void saveSchedule(const QString& path);
  void chooseFile();

 Q_SIGNALS:
  void failed(const QString& message);
  void notSaved(const QString& message);

 private:
  QLayout* buildControls();
  QWidget* buildFront();
  QLayout* buildResult();
  void connectAll();
  void takeRun();
  void takeFound();
  void showProgress(qulonglong done, qulonglong total);
  void showState();
  void load(std::size_t candidate);
  QString resultText() const;
  std::optional<std::size_t> selected() const;
  void select(std::size_t candidate);

  Document& document_;
  SearchModel model_;
  FrontModel front_;
  QSortFilterProxyModel sorted_;
  GridSpin* largest_;
  QCheckBox* rectangular_;
  GridSpin* budget_;
  QPushButton* start_;
  QPushButton* stop_;
  QProgressBar* progress_;
  QCheckBox* all_;
  ScatterView* scatter_;
  QTableView* table_;
  QLabel* result_;
  QPushButton* load_;
  QPushButton* save_;
  std::optional<Scatter> points_;
};

}  // namespace tessera::gui
