#pragma once

#include <QProxyStyle>

namespace tessera::gui {

/// Fusion, whose boxes have an outline that is seen on dark ground too.
class Style : public QProxyStyle {
  Q_OBJECT

 public:
  Style();
  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
};

}  // namespace tessera::gui
