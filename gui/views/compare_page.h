#pragma once

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QWidget>

#include "gui/models/change_model.h"
#include "gui/models/comparison_model.h"
#include "gui/models/document.h"
#include "gui/views/compare_header.h"
#include "gui/views/outline_view.h"

namespace tessera::gui {

/// Runs and saved reports side by side, the document's run last and live: their figures with
/// differences from the reference, their timelines over each other, and the buffers and operators
/// that changed most between the reference and the selected run.
class ComparePage : public QWidget {
  Q_OBJECT

 public:
  explicit ComparePage(Document& document, QWidget* parent = nullptr);
  void addRun(const Run& run);              ///< keeps the document's run in the comparison
  void addReport(const std::string& path);  ///< a saved report; throws Error
  void remove(int column);
  void setReference(int column);

  const ComparisonModel& model() const { return model_; }
  const ChangeModel& buffers() const { return buffers_; }
  const ChangeModel& operators() const { return operators_; }

 Q_SIGNALS:
  void failed(const QString& message);

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* buildComparison();
  QWidget* buildFigures();
  QWidget* buildChanges();
  QLayout* buildBar();
  QTableView* changeTable(ChangeModel& model, const QString& name);
  void takeRun();
  void refresh();        ///< what follows from the columns
  void arrange();        ///< the reference first, beside it the current run
  void showChanges();    ///< of the selected column
  void showOperators();  ///< the figure that is chosen
  int selectedColumn() const;
  void chooseReport();

  Document& document_;
  bool stale_ = false;  ///< the document has a newer run
  ComparisonModel model_;
  ChangeModel buffers_;
  ChangeModel operators_;
  Difference difference_;
  QStackedWidget* stack_;
  QLabel* hint_;
  QPushButton* keep_;
  QPushButton* remove_;
  CompareHeader* header_;
  QTableView* figures_;
  OutlineView* outlines_;
  QLabel* buffersTitle_;
  QComboBox* figure_;
};

}  // namespace tessera::gui
