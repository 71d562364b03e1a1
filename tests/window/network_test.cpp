#include "tests/window/app.h"
#include "tests/window/long_model.h"

namespace tessera::gui {
namespace {

class BigNetwork : public App {
 protected:
  BigNetwork() {
    open(longModel(folder, 220));
    show(QStringLiteral("network"));
  }

  bool allInSight() {
    const NetworkView& network = *window.pages().network;
    const std::size_t count = window.document().run()->report.model.graph.operators().size();
    EXPECT_GE(count, 400U);
    for (std::size_t i = 0; i < count; ++i) {
      if (!QRectF(network.rect()).contains(network.nodeRect(OperatorId(i)))) return false;
    }
    return true;
  }

  QTemporaryDir folder;
};

TEST_F(BigNetwork, IsWholeOnADoubleClick) {
  EXPECT_FALSE(allInSight()) << "at first what can be read";
  QTest::mouseDClick(window.pages().network, Qt::LeftButton, {}, QPoint(200, 200));
  EXPECT_TRUE(allInSight());
}

TEST_F(BigNetwork, IsWholeOnCtrl0) {
  QTest::keyClick(&window, Qt::Key_0, Qt::ControlModifier);
  EXPECT_TRUE(allInSight());
}

/// Of the view, at most three quarters are empty.
TEST_F(BigNetwork, FillsTheView) {
  QTest::keyClick(&window, Qt::Key_0, Qt::ControlModifier);
  const NetworkView& network = *window.pages().network;
  QRectF taken;
  const std::size_t count = window.document().run()->report.model.graph.operators().size();
  for (std::size_t i = 0; i < count; ++i) taken |= network.nodeRect(OperatorId(i));
  EXPECT_GT(taken.width() * taken.height(), 0.5 * network.width() * network.height());
}

}  // namespace
}  // namespace tessera::gui
