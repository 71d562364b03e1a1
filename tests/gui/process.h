#pragma once

#include <gtest/gtest.h>

#include <QProcess>
#include <string>

namespace tessera::test {

/// What a command line of the build's own `tessera` prints, whatever it finds.
inline std::string printed(const std::string& command) {
  QProcess shell;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(QStringLiteral("PATH"), QStringLiteral(TESSERA_BINARY_DIR "/bin:") +
                                                 environment.value(QStringLiteral("PATH")));
  shell.setProcessEnvironment(environment);
  shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), QString::fromStdString(command)});
  EXPECT_TRUE(shell.waitForFinished(60'000)) << command;
  EXPECT_EQ(shell.exitStatus(), QProcess::NormalExit) << command;
  const std::string output = shell.readAllStandardOutput().toStdString();
  EXPECT_FALSE(output.empty()) << shell.readAllStandardError().toStdString();
  return output;
}

}  // namespace tessera::test
