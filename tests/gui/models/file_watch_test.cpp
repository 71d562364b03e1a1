#include "gui/models/file_watch.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <filesystem>
#include <fstream>

#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

using test::waitUntil;

class Watched : public testing::Test {
 protected:
  Watched() {
    write(file, "one");
    watch.watch({QString::fromStdString(file)});
  }

  static void write(const std::string& path, const char* text) { std::ofstream(path) << text; }

  bool toldSince(int count) {
    return waitUntil([&] { return changes.count() > count; });
  }

  QTemporaryDir folder;
  std::string file = folder.filePath(QStringLiteral("net.onnx")).toStdString();
  FileWatch watch;
  QSignalSpy changes{&watch, &FileWatch::changed};
};

TEST_F(Watched, TellsOfAWrite) {
  write(file, "two");
  EXPECT_TRUE(toldSince(0));
}

TEST_F(Watched, TellsOfEachReplacementByRename) {
  for (int round = 0; round < 3; ++round) {
    const int before = static_cast<int>(changes.count());
    write(file + ".new", "other");
    std::filesystem::rename(file + ".new", file);
    ASSERT_TRUE(toldSince(before)) << round;
    QCoreApplication::processEvents();
  }
}

TEST_F(Watched, TellsOfAFileThatIsBack) {
  std::filesystem::remove(file);
  for (int i = 0; i < 20; ++i) {
    QCoreApplication::processEvents();
    QThread::msleep(2);
  }
  EXPECT_EQ(changes.count(), 0);
  write(file, "back");
  EXPECT_TRUE(toldSince(0));
  const int before = static_cast<int>(changes.count());
  write(file, "and again");
  EXPECT_TRUE(toldSince(before));
}

}  // namespace
}  // namespace tessera::gui
