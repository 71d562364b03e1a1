#pragma once

#include <gtest/gtest.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace tessera::gui {

/// A model of so many separable convolutions, two operators each, on large maps.
inline QString longModel(const QTemporaryDir& folder, int convolutions) {
  QJsonArray layers;
  for (int i = 0; i < convolutions; ++i) {
    layers.append(QJsonObject{{QStringLiteral("separable"),
                               QJsonObject{{QStringLiteral("name"), QStringLiteral("b%1").arg(i)},
                                           {QStringLiteral("out"), 4},
                                           {QStringLiteral("kernel"), 3}}}});
  }
  const QJsonObject architecture{{QStringLiteral("schema"), 1},
                                 {QStringLiteral("name"), QStringLiteral("long")},
                                 {QStringLiteral("source"), QStringLiteral("this test")},
                                 {QStringLiteral("input"), QJsonArray{4, 64, 64}},
                                 {QStringLiteral("layers"), layers}};
  QFile file(folder.filePath(QStringLiteral("long.json")));
  EXPECT_TRUE(file.open(QIODevice::WriteOnly));
  file.write(QJsonDocument(architecture).toJson());
  file.close();
  const QString model = folder.filePath(QStringLiteral("long.onnx"));
  EXPECT_EQ(QProcess::execute(QStringLiteral(TESSERA_BINARY_DIR "/bin/tessera-make-sample"),
                              {file.fileName(), QStringLiteral("-o"), model}),
            0);
  return model;
}

}  // namespace tessera::gui
