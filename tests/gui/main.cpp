#include <gtest/gtest.h>

#include <QApplication>
#include <QStandardPaths>

/// Widgets need an application, and no display.
int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QStandardPaths::setTestModeEnabled(true);
  QApplication application(argc, argv);
  QApplication::setOrganizationName(QStringLiteral("tessera-test"));
  QApplication::setApplicationName(QStringLiteral("test_gui"));
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
