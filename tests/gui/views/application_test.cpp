#include "gui/views/application.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include "gui/views/pages.h"
#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

struct Ended {
  int code = 0;
  std::string errors;
};

/// The program as a user starts it where there is no display.
Ended started(const QStringList& arguments, const QString& folder = {}) {
  QProcess process;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
    environment.remove(QString::fromLatin1(name));
  }
  environment.insert(QStringLiteral("LSAN_OPTIONS"),
                     QStringLiteral("suppressions=" TESSERA_SOURCE_DIR "/tests/gui/lsan.supp"));
  process.setProcessEnvironment(environment);
  if (!folder.isEmpty()) process.setWorkingDirectory(folder);
  process.start(QStringLiteral(TESSERA_BINARY_DIR "/bin/tessera-gui"), arguments);
  EXPECT_TRUE(process.waitForFinished(120'000));
  return {process.exitCode(), process.readAllStandardError().toStdString()};
}

TEST(Application, ExportsEachViewWithoutADisplay) {
  QTemporaryDir folder;
  for (const QString& view : Pages::viewNames()) {
    const QString file = folder.filePath(view + QStringLiteral(".svg"));
    const Ended ended = started({test::samplePath("resnet8-int8.onnx"),
                                 QStringLiteral("--schedule"), QStringLiteral("patch:2x2@auto"),
                                 QStringLiteral("--export"), file, QStringLiteral("--view"), view});
    EXPECT_EQ(ended.code, 0) << view.toStdString() << ": " << ended.errors;
    QFile written(file);
    ASSERT_TRUE(written.open(QIODevice::ReadOnly)) << view.toStdString();
    EXPECT_TRUE(written.readAll().contains("</svg>")) << view.toStdString();
  }
}

TEST(Application, ErrorsAreThoseOfTheCommandLine) {
  QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("x.svg"));
  const auto failed = [&](const QStringList& arguments, int code, const char* words) {
    const Ended ended = started(arguments);
    EXPECT_EQ(ended.code, code) << ended.errors;
    EXPECT_NE(ended.errors.find(words), std::string::npos) << ended.errors;
    EXPECT_FALSE(QFile::exists(file));
  };
  const QString model = test::samplePath("resnet8-int8.onnx");
  const QString write = QStringLiteral("--export=") + file;
  failed({}, 2, "there is no display; --export");
  failed({write}, 2, "--export has nothing to show; name a model");
  failed({QStringLiteral("gone.onnx"), write}, 3, "gone.onnx: ");
  failed({test::samplePath("README.md"), write}, 3, "README.md: ");
  failed({model, write, QStringLiteral("--target=NUCLEO-H743ZI")}, 2,
         "did you mean 'NUCLEO-H743ZI2'");
  failed({model, write, QStringLiteral("--runtime=tflmm")}, 2, "did you mean 'tflm'");
  failed({model, write, QStringLiteral("--schedule=patch:2x2@nowhere")}, 2,
         "no operator 'nowhere'");
  failed({model, write, QStringLiteral("--view=nothing")}, 2, "choose fit, timeline, arena");
  failed({model, write, QStringLiteral("--theme=purple")}, 2, "choose light, dark or system");
  failed({model, write, QStringLiteral("--tiles=some")}, 2, "choose clipped or full");
  failed({model, write, QStringLiteral("--dtype=int7")}, 2,
         "choose int8, int16, float32 or as-stored");
  failed({model, write, QStringLiteral("--clock=fast")}, 2, "'fast' is not a clock");
  failed({model, write, QStringLiteral("--bogus")}, 2, "Unknown option 'bogus'; --help");
  failed({model, test::samplePath("../docs/schema/schedule.schema.json"), write}, 3,
         "schedule.schema.json:");
  failed({model, write, QStringLiteral("--size=9x9")}, 2, "--size 9x9 is no size");
  failed({model, QStringLiteral("--export=") + folder.filePath(QStringLiteral("x.bmp"))}, 2,
         ".svg or .png");
  failed({model, QStringLiteral("--export=/nowhere/x.svg")}, 3,
         "/nowhere/x.svg: cannot be written");
}

TEST(Application, OpensAnArchitecture) {
  QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("x.csv"));
  const Ended ended =
      started({test::samplePath("architectures/resnet8.json"), QStringLiteral("--export=") + file});
  EXPECT_EQ(ended.code, 0) << ended.errors;
  EXPECT_TRUE(QFile::exists(file));
}

TEST(Application, RunsTheScheduleThatIsNamedBesideTheModel) {
  QTemporaryDir folder;
  const QString schedule = folder.filePath(QStringLiteral("my schedule.json"));
  const QString file = folder.filePath(QStringLiteral("x.csv"));
  QFile text(schedule);
  ASSERT_TRUE(text.open(QIODevice::WriteOnly));
  text.write(R"({"tessera_schedule": 1, "blocks": [{"to": "b0.add", "grid": "2x2"}]})");
  text.close();
  const auto written = [&](const QStringList& files) {
    const QStringList tail{QStringLiteral("--export"), file, QStringLiteral("--view"),
                           QStringLiteral("tables")};
    EXPECT_EQ(started(files + tail).code, 0);
    QFile csv(file);
    EXPECT_TRUE(csv.open(QIODevice::ReadOnly));
    return csv.readAll();
  };
  const QString model = test::samplePath("resnet8-int8.onnx");
  const QByteArray byOption = written({model, QStringLiteral("--schedule"), schedule});
  EXPECT_NE(byOption, written({model}));
  EXPECT_EQ(written({model, schedule}), byOption);
  EXPECT_EQ(written({schedule, model}), byOption);
}

/// The exports that docs/gui.md and the README show, run as they stand there.
TEST(Application, DocumentedExportsWork) {
  QTemporaryDir folder;
  QFile::copy(test::samplePath("resnet8-int8.onnx"), folder.filePath(QStringLiteral("model.onnx")));
  int run = 0;
  for (const char* page : {"README.md", "docs/gui.md"}) {
    QFile text(QDir(QStringLiteral(TESSERA_SOURCE_DIR)).filePath(QString::fromLatin1(page)));
    ASSERT_TRUE(text.open(QIODevice::ReadOnly));
    for (const QString& line : QString::fromUtf8(text.readAll()).split(u'\n')) {
      const qsizetype at = line.indexOf(QStringLiteral("tessera-gui model.onnx --export"));
      if (at < 0) continue;
      const QStringList words = line.mid(at).section(u'`', 0, 0).split(u' ').mid(1);
      const Ended ended = started(words, folder.path());
      EXPECT_EQ(ended.code, 0) << line.toStdString() << ": " << ended.errors;
      EXPECT_TRUE(QFile::exists(folder.filePath(words.value(2)))) << line.toStdString();
      ++run;
    }
  }
  EXPECT_GE(run, 2);
}

}  // namespace
}  // namespace tessera::gui
