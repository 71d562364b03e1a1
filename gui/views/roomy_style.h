#pragma once

#include <QProxyStyle>

namespace tessera::gui {

/// The application's style with more room beside the texts of a table, so that a number does not
/// touch the name right of it.
class RoomyStyle : public QProxyStyle {
  Q_OBJECT

 public:
  explicit RoomyStyle(QObject* parent) { setParent(parent); }

  int pixelMetric(PixelMetric metric, const QStyleOption* option,
                  const QWidget* widget) const override {
    constexpr int room = 6;
    if (metric == PM_FocusFrameHMargin) return room - 1;  // item views add a pixel
    if (metric == PM_HeaderMargin) return room;
    return QProxyStyle::pixelMetric(metric, option, widget);
  }
};

}  // namespace tessera::gui
