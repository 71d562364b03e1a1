#pragma once

#include <QTextBrowser>
#include <QWidget>

#include "gui/models/document.h"
#include "gui/models/fit_model.h"

namespace tessera::gui {

/// The first answer after a model is opened: does it fit on the board, who is to blame and what
/// would help, or which boards would do. "Try it" puts a change into the settings.
class FitPage : public QWidget {
  Q_OBJECT

 public:
  explicit FitPage(Document& document, QWidget* parent = nullptr);

  bool busy() const { return model_.busy(); }
  const FitModel& model() const { return model_; }
  QString shownText() const { return text_->toPlainText(); }
  /// Puts that advice into the document's settings.
  void tryAdvice(std::size_t index);

 Q_SIGNALS:
  void failed(const QString& message);

 protected:
  void showEvent(QShowEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void takeRun();
  void showReport();
  void follow(const QUrl& link);

  Document& document_;
  FitModel model_;
  QTextBrowser* text_;
  bool outdated_ = true;  ///< the run is newer than what is asked
};

}  // namespace tessera::gui
