#pragma once

#include <QTabWidget>

#include "gui/models/document.h"
#include "gui/views/arena_view.h"
#include "gui/views/compare_page.h"
#include "gui/views/fit_page.h"
#include "gui/views/network_view.h"
#include "gui/views/patch_view.h"
#include "gui/views/search_page.h"
#include "gui/views/tables_view.h"
#include "gui/views/timeline_view.h"

namespace tessera::gui {

/// Every view of a run, each made once: tabs above, the tables for a dock.
class Pages {
 public:
  Pages(Document& document, Selection& selection, TimeAxis& axis, QWidget* parent);

  void setRun(const Run& run);
  /// "fit", "timeline", "arena", "memory" (both), "patches", "network", "tables", "compare",
  /// "search"; null where there is no such view.
  QWidget* view(const QString& name) const;
  /// The names, for messages.
  static QStringList viewNames();
  /// What the view shows as CSV: its steps, buffers, operators, runs or schedules; exact integers.
  std::string csvOf(const QString& name) const;
  /// Brings the tab with that view to the front; the tables are in none.
  void showView(const QString& name);
  /// Starts what a view shows only when asked: a search.
  void startWork(const QString& name);
  /// Whether every view shows all that it will: some work in the background.
  bool settled() const;
  /// The name of the view in front.
  QString currentView() const;

  QTabWidget* tabs;
  FitPage* fit;
  QWidget* memory;
  TimelineView* timeline;
  ArenaView* arena;
  PatchView* patches;
  NetworkView* network;
  TablesView* tables;
  ComparePage* compare;
  SearchPage* search;

 private:
  Run run_;
};

}  // namespace tessera::gui
