#include <gtest/gtest.h>

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>

/// For sanitizer builds: each layout of Graphviz 2.42 leaves some 9 KB behind.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libgvc.so\nleak:libgvplugin_dot_layout.so\n";
}

/// Widgets need an application, and no display.
int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  // Tests run in parallel: each process has settings of its own.
  const QTemporaryDir settings;
  QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
  QApplication application(argc, argv);
  QApplication::setOrganizationName(QStringLiteral("tessera-test"));
  QApplication::setApplicationName(QStringLiteral("test_gui"));
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
