#pragma once

#include <gtest/gtest.h>

#include <QApplication>
#include <QProcess>
#include <QTimer>
#include <QWidget>
#include <functional>

namespace tessera::test {

/// Moves and clicks as a user's hand does, through the X server.
class Hand {
 public:
  ~Hand() { rest(); }

  /// After a tenth of a second: what is started next is under way by then.
  void click(const QWidget& widget, QPoint at) {
    start(widget, at, {QStringLiteral("click"), QStringLiteral("1")});
  }
  void click(const QWidget& widget) { click(widget, widget.rect().center()); }
  void move(const QWidget& widget, QPoint at) { start(widget, at, {}); }

  void rest() {
    if (xdotool_.state() == QProcess::NotRunning) return;
    EXPECT_TRUE(xdotool_.waitForFinished());
  }

 private:
  void start(const QWidget& widget, QPoint at, const QStringList& then) {
    rest();
    const QPoint place = widget.mapToGlobal(at);
    xdotool_.start(
        QStringLiteral(TESSERA_XDOTOOL),
        QStringList{QStringLiteral("sleep"), QStringLiteral("0.1"), QStringLiteral("mousemove"),
                    QString::number(place.x()), QString::number(place.y())} +
            then);
    EXPECT_TRUE(xdotool_.waitForStarted());
  }

  QProcess xdotool_;
};

/// Lets the application work as it does for a user, until `done` or for so many milliseconds.
inline void execUntil(const std::function<bool()>& done, int most = 60'000) {
  QTimer looks;
  QObject::connect(&looks, &QTimer::timeout, [&] {
    if (done()) QApplication::exit();
  });
  looks.start(5);
  QTimer::singleShot(most, &looks, [] { QApplication::exit(); });
  QApplication::exec();
}

}  // namespace tessera::test
