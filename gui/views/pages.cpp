#include "gui/views/pages.h"

#include <QSplitter>
#include <numeric>

#include "gui/models/run_tables.h"
#include "sim/report/csv.h"
#include "sim/report/fit.h"
#include "sim/report/search.h"

namespace tessera::gui {

Pages::Pages(Document& document, Selection& selection, TimeAxis& axis, QWidget* parent)
    : tabs(new QTabWidget(parent)) {
  tabs->setDocumentMode(true);
  auto* splitter = new QSplitter(Qt::Vertical, tabs);
  memory = splitter;
  timeline = new TimelineView(selection, axis, splitter);
  arena = new ArenaView(selection, axis, splitter);
  splitter->addWidget(timeline);
  splitter->addWidget(arena);
  splitter->setChildrenCollapsible(false);
  patches = new PatchView(selection, axis, tabs);
  network = new NetworkView(selection, axis, tabs);
  tables = new TablesView(selection, axis, parent);
  compare = new ComparePage(document, tabs);
  search = new SearchPage(document, tabs);
  fit = new FitPage(document, tabs);
  tabs->addTab(fit, QObject::tr("F&it"));
  tabs->addTab(memory, QObject::tr("&Memory"));
  tabs->addTab(patches, QObject::tr("P&atches"));
  tabs->addTab(network, QObject::tr("&Network"));
  tabs->addTab(compare, QObject::tr("&Compare"));
  tabs->addTab(search, QObject::tr("&Search"));
}

void Pages::setRun(const Run& run) {
  run_ = run;
  timeline->setRun(run);
  arena->setRun(run);
  patches->setRun(run);
  network->setRun(run);
  tables->setRun(run);
}

QWidget* Pages::view(const QString& name) const {
  const QHash<QString, QWidget*> views{
      {QStringLiteral("fit"), fit},         {QStringLiteral("timeline"), timeline},
      {QStringLiteral("arena"), arena},     {QStringLiteral("memory"), memory},
      {QStringLiteral("patches"), patches}, {QStringLiteral("network"), network},
      {QStringLiteral("tables"), tables},   {QStringLiteral("compare"), compare},
      {QStringLiteral("search"), search}};
  return views.value(name, nullptr);
}

std::string Pages::csvOf(const QString& name) const {
  const auto whole = [](TableData table) {
    std::vector<std::size_t> rows(table.rows);
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    return csvText(table, rows);
  };
  QWidget* shown = view(name);
  if (shown == arena) return whole(bufferTable(run_));
  if (shown == network) return whole(operatorTable(run_));
  if (shown == tables) return tables->current().model().csvText();
  if (shown == compare) return compare->model().csvText();
  if (shown == fit && fit->model().report() != nullptr) {
    return documentCsv(documentOf(*fit->model().report(), true, {Audience::program}));
  }
  if (shown == search && search->model().found() != nullptr) {
    const SearchReport& report = search->model().found()->report;
    return documentCsv(documentOf(report, true, {Audience::program}));
  }
  return whole(stepTable(run_));
}

void Pages::startWork(const QString& name) {
  if (view(name) == search) search->start();
}

bool Pages::settled() const { return network->layoutReady() && !search->busy() && !fit->busy(); }

QStringList Pages::viewNames() {
  return {QStringLiteral("fit"),    QStringLiteral("timeline"), QStringLiteral("arena"),
          QStringLiteral("memory"), QStringLiteral("patches"),  QStringLiteral("network"),
          QStringLiteral("tables"), QStringLiteral("compare"),  QStringLiteral("search")};
}

void Pages::showView(const QString& name) {
  QWidget* wanted = view(name);
  if (wanted == timeline || wanted == arena) wanted = memory;
  const int at = tabs->indexOf(wanted);
  if (at >= 0) tabs->setCurrentIndex(at);
}

QString Pages::currentView() const {
  for (const QString& name : viewNames()) {
    if (view(name) == tabs->currentWidget()) return name;
  }
  return QStringLiteral("memory");
}

}  // namespace tessera::gui
