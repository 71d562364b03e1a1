#pragma once

#include <QDockWidget>
#include <QMainWindow>
#include <QStackedWidget>

#include "core/error.h"
#include "gui/models/document.h"
#include "gui/models/file_watch.h"
#include "gui/views/headline_strip.h"
#include "gui/views/message_bar.h"
#include "gui/views/pages.h"
#include "gui/views/start_page.h"
#include "gui/views/status_line.h"
#include "gui/views/window_actions.h"

namespace tessera::gui {

/// Wires the document, the selection and the axis to the views. Nothing is computed here.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  explicit MainWindow(QWidget* parent = nullptr);
  ~MainWindow() override;

  Document& document() { return document_; }
  Pages& pages() { return pages_; }
  Selection& selection() { return selection_; }
  TimeAxis& axis() { return axis_; }
  /// A model is opened, a schedule taken for the open model, a saved report run again.
  void openFile(const QString& path);
  QString message() const { return messages_->text(); }

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void build();
  void connectDocument();
  void connectFileActions();
  void connectViewActions();
  void takeRun();
  void takeOpened(const QString& path);
  void takeSelection();
  void watchFiles();
  WayOut wayOut(const QString& message);
  WayOut openAnother();
  void askShapes(const QString& message);
  void open(const std::string& file);
  void tell(const Error& error, const WayOut& out);
  void takePage();
  bool pageHasTables() const;
  void resetZoom();
  void copyCommand();
  void showRecent();
  void restore();
  void showDocks();
  void chooseFile();
  QString suggestedName(const QString& what, const QString& ending) const;
  void chooseExport();
  void chooseSchedule();

  Document document_;
  Selection selection_;
  TimeAxis axis_;
  FileWatch watch_;
  QStackedWidget* stack_;
  Pages pages_;
  WindowActions actions_;
  HeadlineStrip* headline_;
  MessageBar* messages_;
  StartPage* start_;
  StatusLine* status_;
  QDockWidget* schedule_;
  QDockWidget* tables_;
  bool tablesWanted_ = true;  ///< both are hidden while nothing is open, this on some pages too
  bool tablesFollow_ = true;  ///< on this page the tables are as the user wants them
  bool scheduleWanted_ = true;
};

}  // namespace tessera::gui
