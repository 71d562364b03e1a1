#include "gui/views/style.h"

#include <QPainter>
#include <QStyleOption>

#include "gui/views/theme.h"

namespace tessera::gui {

Style::Style() : QProxyStyle(QStringLiteral("Fusion")) {}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const {
  QProxyStyle::drawPrimitive(element, option, painter, widget);
  if (element != PE_IndicatorCheckBox && element != PE_FrameLineEdit) return;
  if ((option->state & State_HasFocus) != 0) return;
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setBrush(Qt::NoBrush);
  QColor outline = themeOf(option->palette).quiet;
  if (element == PE_FrameLineEdit) outline.setAlphaF(0.5F);
  painter->setPen(outline);
  painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
  painter->restore();
}

}  // namespace tessera::gui
