#include "tests/window/app.h"
#include "tests/window/cut_texts.h"

namespace tessera::gui {
namespace {

class Labels : public App {
 protected:
  /// A model of the samples' architectures that is not committed.
  QString made(const char* name) {
    const QString source =
        text(TESSERA_SOURCE_DIR) +
        QStringLiteral("/sample_models/architectures/%1.json").arg(QLatin1String(name));
    const QString file = folder.filePath(QLatin1String(name) + QStringLiteral(".onnx"));
    EXPECT_EQ(QProcess::execute(QStringLiteral(TESSERA_BINARY_DIR "/bin/tessera-make-sample"),
                                {source, QStringLiteral("-o"), file}),
              0);
    return file;
  }

  QStringList models() {
    QStringList files;
    for (const char* name : {"ds-cnn.onnx", "mbv2-w0.35-r144-int8.onnx", "mcunet-vww0-int8.onnx",
                             "mobilenetv1-0.25-96-int8.onnx", "resnet8-int8.onnx"}) {
      files << test::samplePath(name);
    }
    for (const char* name : {"autoencoder", "proxyless-w0.3", "mcunet-in0"}) files << made(name);
    return files;
  }

  void walk(const QSize& size, const QString& model) {
    window.resize(size);
    for (const char* page : {"fit", "memory", "patches", "network", "compare", "search"}) {
      show(QString::fromLatin1(page));
      const test::WalkedTexts texts = test::walkTexts(window);
      EXPECT_TRUE(texts.cut.isEmpty())
          << model.toStdString() << ", " << page << " at " << size.width() << ": "
          << texts.cut.join(QStringLiteral(" | ")).toStdString();
      walked += texts.walked;
    }
  }

  QTemporaryDir folder;
  int walked = 0;
};

TEST_F(Labels, NoneThatDecidesIsCut) {
  for (const QString& model : models()) {
    open(model);
    set([](RunSettings& settings) {
      settings.schedule = "layer";
      settings.runtime = "tflm";
      settings.board = "NUCLEO-F446RE";
    });
    window.pages().compare->addRun(window.document().run());
    for (const QSize size : {QSize(1360, 900), QSize(1024, 700)}) walk(size, model);
  }
  RecordProperty("labels", walked);
  EXPECT_GT(walked, 5'000);
}

}  // namespace
}  // namespace tessera::gui
