#pragma once

#include <QStringList>
#include <QVBoxLayout>
#include <QWidget>

namespace tessera::gui {

/// What is shown while nothing is open: what the tool does, samples to open with one click, recent
/// files.
class StartPage : public QWidget {
  Q_OBJECT

 public:
  explicit StartPage(QWidget* parent = nullptr);
  void setRecent(const QStringList& files);

 Q_SIGNALS:
  void openRequested();
  void fileChosen(const QString& path);

 private:
  QVBoxLayout* recent_;
};

/// The sample models that came with the program, by path: installed beside it, or in its build
/// tree.
QStringList sampleModels();

}  // namespace tessera::gui
