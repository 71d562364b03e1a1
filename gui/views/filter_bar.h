#pragma once

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QWidget>

#include "gui/models/table_filter.h"

namespace tessera::gui {

/// What a table is filtered by: a text or a regular expression, a kind, and a chip for each filter
/// in force that removes it. Says what is wrong with an expression.
class FilterBar : public QWidget {
  Q_OBJECT

 public:
  explicit FilterBar(const QString& kindWord, QWidget* parent = nullptr);

  const TableFilter& filter() const { return filter_; }
  void setFilter(const TableFilter& filter);
  /// Those to choose from; one that is gone is no filter any longer.
  void setKinds(const std::vector<std::string>& kinds);
  void showCount(int shown, std::size_t all);
  /// To the text, all of it selected.
  void focusText();

 Q_SIGNALS:
  void filterChanged(const TableFilter& filter);
  void leave();  ///< on to the rows

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void build(const QString& kindWord);
  void take();
  void showFilter();
  void colorFault();
  void addChip(const QString& words, const TableFilter& without);

  TableFilter filter_;
  QLineEdit* text_;
  QToolButton* regex_;
  QComboBox* kind_;
  QWidget* chips_;
  QHBoxLayout* chipRow_;
  QLabel* fault_;
  QLabel* count_;
};

}  // namespace tessera::gui
