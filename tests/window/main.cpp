#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <QApplication>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <csignal>
#include <cstdio>

/// For sanitizer builds: each layout of Graphviz 2.42 leaves some 9 KB behind.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libgvc.so\nleak:libgvplugin_dot_layout.so\n";
}

namespace {

constexpr int mostWait = 60'000;  // milliseconds
constexpr unsigned mostSeconds = 600;

/// Starts an X server on a display that is free; empty where it does not come up.
QByteArray displayOf(QProcess& server) {
  server.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
  server.start(QStringLiteral(TESSERA_XVFB),
               {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                QStringLiteral("0"), QStringLiteral("1600x1000x24"), QStringLiteral("-nolisten"),
                QStringLiteral("tcp")});
  if (!server.waitForReadyRead(mostWait)) return {};
  return ":" + server.readAllStandardOutput().trimmed();
}

}  // namespace

/// Clicks and keys reach these tests as they reach a user's program: through an X server.
int main(int argc, char** argv) {
  alarm(mostSeconds);  // what no longer listens ends nevertheless
  QProcess server;
  const QByteArray display = displayOf(server);
  if (display.size() < 2) {
    std::fprintf(stderr, "%s does not start\n", TESSERA_XVFB);
    return 1;
  }
  qputenv("DISPLAY", display);
  qputenv("QT_QPA_PLATFORM", "xcb");
  qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");  // else Qt starts a bus, which stays
  const QTemporaryDir settings;
  QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
  int result = 0;
  {
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("tessera-test"));
    QApplication::setApplicationName(QStringLiteral("test_window"));
    testing::InitGoogleTest(&argc, argv);
    result = RUN_ALL_TESTS();
  }
  server.terminate();
  server.waitForFinished(mostWait);
  return result;
}
