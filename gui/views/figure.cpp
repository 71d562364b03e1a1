#include "gui/views/figure.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QGraphicsView>
#include <QHeaderView>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QScrollArea>
#include <QTabBar>
#include <QTableView>
#include <QTextBrowser>
#include <algorithm>

#include "gui/models/qt_text.h"
#include "gui/views/theme.h"
#include "sim/check/snapshot.h"

namespace tessera::gui {
namespace {

constexpr int mostHigh = 20'000;  // pixels: pictures have a limit
constexpr int titleMargin = 12;
const QString hintName = QStringLiteral("hint");

template <class... Kinds>
bool isAny(const QWidget* widget) {
  return ((qobject_cast<const Kinds*>(widget) != nullptr) || ...);
}

bool isControl(const QWidget* widget) {
  const auto* label = qobject_cast<const QLabel*>(widget);
  if (label != nullptr) return label->buddy() != nullptr || label->objectName() == hintName;
  return isAny<QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QAbstractSlider,
               QProgressBar, QTabBar>(widget);
}

QSize wholeSize(const QTableView& table) {
  const QHeaderView& across = *table.horizontalHeader();
  const QHeaderView& down = *table.verticalHeader();
  const int left = down.isHidden() ? 0 : down.sizeHint().width();
  return {left + across.length(), across.sizeHint().height() + down.length()};
}

/// Of what an area scrolls over.
QSize contentSize(const QAbstractScrollArea& area) {
  if (const auto* table = qobject_cast<const QTableView*>(&area)) return wholeSize(*table);
  if (const auto* text = qobject_cast<const QTextBrowser*>(&area)) {
    return text->document()->size().toSize();
  }
  const auto* scrolled = qobject_cast<const QScrollArea*>(&area);
  return scrolled == nullptr ? QSize() : scrolled->widget()->minimumSizeHint();
}

QFont titleFont(QFont font) {
  font.setPointSizeF(font.pointSizeF() * 1.3);
  font.setWeight(QFont::DemiBold);
  return font;
}

}  // namespace

FigureTitle titleOf(const RunData& run) {
  const Snapshot snapshot = takeSnapshot(run.report);
  return {text(snapshot.name), text(snapshot.setting)};
}

Figure::Figure(QWidget& view) : view_(view), size_(view.size()) {
  hideControls();
  for (auto* area : view.findChildren<QAbstractScrollArea*>()) showWhole(*area);
  layOut();
  const QSize least = view.minimumSizeHint().expandedTo(view.minimumSize());
  view.resize(size_.expandedTo(least).boundedTo({mostHigh, mostHigh}));
  layOut();
}

Figure::~Figure() {
  std::for_each(undo_.rbegin(), undo_.rend(), [](const auto& undo) { undo(); });
  layOut();
  view_.resize(size_);
  layOut();
}

void Figure::hideControls() {
  for (auto* widget : view_.findChildren<QWidget*>()) {
    if (!isControl(widget) || widget->isHidden()) continue;
    if (auto* list = qobject_cast<QComboBox*>(widget);
        list && list->property(titleProperty).toBool()) {
      showAsTitle(*list);
    }
    widget->hide();
    undo_.push_back([widget] { widget->show(); });
  }
}

/// What is chosen in a list that heads a table stays as a text.
void Figure::showAsTitle(QComboBox& list) {
  auto* title = new QLabel(list.currentText(), list.parentWidget());
  QLayout* layout = list.parentWidget()->layout();
  delete layout->replaceWidget(&list, title);
  title->show();
  undo_.push_back([&list, title, layout] {
    delete layout->replaceWidget(title, &list);
    delete title;
  });
}

void Figure::showWhole(QWidget& widget) {
  auto& area = static_cast<QAbstractScrollArea&>(widget);
  if (isAny<QGraphicsView, QHeaderView>(&area)) return;
  const auto across = area.horizontalScrollBarPolicy();
  const auto down = area.verticalScrollBarPolicy();
  const QSize least = area.minimumSize();
  undo_.push_back([&area, across, down, least] {
    area.setHorizontalScrollBarPolicy(across);
    area.setVerticalScrollBarPolicy(down);
    area.setMinimumSize(least);
  });
  area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  const QSize frame(2 * area.frameWidth(), 2 * area.frameWidth());
  area.setMinimumSize(
      (contentSize(area) + frame).expandedTo(least).boundedTo({mostHigh, mostHigh}));
}

/// Inside the view alone: its window does not get to know.
void Figure::layOut() {
  constexpr int rounds = 3;  // sizes go from the innermost outwards
  QList<QWidget*> all = view_.findChildren<QWidget*>();
  all.append(&view_);
  for (int round = 0; round < rounds; ++round) {
    for (auto widget = all.rbegin(); widget != all.rend(); ++widget) {
      if ((*widget)->layout() != nullptr) (*widget)->layout()->activate();
      QCoreApplication::sendPostedEvents(*widget, QEvent::LayoutRequest);
    }
  }
}

int titleHeight(const QFont& font) {
  return QFontMetrics(titleFont(font)).height() + QFontMetrics(font).height() + 2 * titleMargin;
}

void paintTitle(QPainter& painter, const FigureTitle& title, const QWidget& view) {
  const Theme theme = themeOf(view.palette());
  const QRect strip(0, 0, view.width(), titleHeight(view.font()));
  painter.fillRect(strip, theme.page);
  const QRect room = strip.adjusted(titleMargin, titleMargin, -titleMargin, -titleMargin);
  painter.setPen(theme.ink);
  painter.setFont(titleFont(view.font()));
  painter.drawText(room, Qt::AlignLeft | Qt::AlignTop, title.name);
  painter.setPen(theme.quiet);
  painter.setFont(view.font());
  painter.drawText(room, Qt::AlignLeft | Qt::AlignBottom, title.setting);
}

}  // namespace tessera::gui
