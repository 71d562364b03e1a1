#include "gui/views/fit_page.h"

#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

#include "gui/views/rich_text.h"
#include "gui/views/theme.h"

namespace tessera::gui {

FitPage::FitPage(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), text_(new QTextBrowser(this)) {
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(2, 2, 2, 2);  // the focus frame
  rows->addWidget(text_);
  text_->setFrameShape(QFrame::NoFrame);
  text_->setOpenLinks(false);
  text_->installEventFilter(this);
  text_->document()->setDocumentMargin(16);
  text_->setAccessibleName(tr("Whether the model fits, and what would help"));
  text_->setPlaceholderText(tr("Looking whether it fits ..."));
  connect(text_, &QTextBrowser::anchorClicked, this, &FitPage::follow);
  connect(&document_, &Document::finished, this, &FitPage::takeRun);
  connect(&model_, &FitModel::changed, this, &FitPage::showReport);
  connect(&model_, &FitModel::failed, this, &FitPage::failed);
}

/// Only what is seen is worked out.
void FitPage::takeRun() {
  outdated_ = true;
  if (!isVisible()) return;
  outdated_ = false;
  model_.start(document_.run());
}

void FitPage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (outdated_ && document_.run() != nullptr) takeRun();
}

void FitPage::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Theme theme = themeOf(palette());
  painter.fillRect(rect(), text_->hasFocus() ? theme.selection : theme.page);
}

bool FitPage::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) update();
  return QWidget::eventFilter(watched, event);
}

void FitPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) showReport();
}

void FitPage::showReport() {
  if (model_.report() == nullptr) return;
  const FitReport& report = *model_.report();
  const Theme theme = themeOf(palette());
  const RichColors colors{theme.ink, theme.quiet, theme.alarm, theme.good};
  text_->setHtml(
      richText(documentOf(report, false, {Audience::page}), colors, report.advice.size()));
}

void FitPage::follow(const QUrl& link) {
  bool isNumber = false;
  const qulonglong index = link.path().toULongLong(&isNumber);
  if (link.scheme() == QStringLiteral("try") && isNumber) tryAdvice(index);
}

void FitPage::tryAdvice(std::size_t index) {
  if (model_.report() == nullptr || index >= model_.report()->advice.size()) return;
  const StudyRequest& wanted = model_.report()->advice[index].row.request;
  RunSettings settings = document_.settings();
  settings.schedule = wanted.schedule;
  settings.stageInput = wanted.stageInput;
  settings.runtime = wanted.runtime;
  settings.board = wanted.board;
  settings.deployment = wanted.deployment;
  settings.order = wanted.order;
  settings.inputShapes = wanted.inputShapes;
  document_.setSettings(settings);
}

}  // namespace tessera::gui
