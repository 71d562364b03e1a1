#include "gui/views/start_page.h"

#include <QCommandLinkButton>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QStyle>

namespace tessera::gui {
namespace {

constexpr int columnWidth = 560;

QLabel* line(const QString& text, double size, bool bold, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setWordWrap(true);
  QFont font = label->font();
  font.setPointSizeF(font.pointSizeF() * size);
  font.setBold(bold);
  label->setFont(font);
  return label;
}

QCommandLinkButton* fileButton(const QString& path, QWidget* parent) {
  auto* button = new QCommandLinkButton(QFileInfo(path).fileName(),
                                        QDir::toNativeSeparators(QFileInfo(path).path()), parent);
  button->setToolTip(path);
  button->setIcon(button->style()->standardIcon(QStyle::SP_FileIcon));
  return button;
}

struct Sample {
  const char* file;
  const char* about;
};
constexpr Sample offered[] = {
    {"mbv2-w0.35-r144-int8.onnx", "MobileNetV2: where patches pay, its first blocks need most"},
    {"mcunet-vww0-int8.onnx", "MCUNet: found for visual wake words on 256 KiB"},
    {"resnet8-int8.onnx", "ResNet-8: residuals that stay alive, MLPerf Tiny"}};

}  // namespace

QStringList sampleModels() {
  const QDir bin(QCoreApplication::applicationDirPath());
  QStringList found;
  for (const Sample& sample : offered) {
    for (const char* folder : {"../share/tessera/samples", "../sample_models"}) {
      const QString path =
          bin.absoluteFilePath(QLatin1String(folder) + u'/' + QLatin1String(sample.file));
      if (!QFileInfo::exists(path)) continue;
      found << QDir::cleanPath(path);
      break;
    }
  }
  return found;
}

StartPage::StartPage(QWidget* parent) : QWidget(parent) {
  auto* outer = new QHBoxLayout(this);
  auto* column = new QWidget(this);
  column->setMaximumWidth(columnWidth);
  outer->addStretch();
  outer->addWidget(column, 1);
  outer->addStretch();
  auto* rows = new QVBoxLayout(column);
  rows->addStretch(2);
  rows->addWidget(line(tr("See where the memory of a network goes"), 1.9, true, column));
  rows->addWidget(line(
      tr("Open a network, ONNX, TFLite or an architecture, or drop the file here. Tessera runs "
         "it step by step without a board: what is in SRAM and at which address, "
         "what the peak is and who is to blame, and what running the first blocks "
         "patch by patch saves and costs."),
      1.05, false, column));
  auto* open = new QCommandLinkButton(tr("Open a model"),
                                      tr("ONNX, TFLite, a saved report (Ctrl+O)"), column);
  open->setDefault(true);
  open->setIcon(style()->standardIcon(QStyle::SP_DialogOpenButton));
  connect(open, &QAbstractButton::clicked, this, &StartPage::openRequested);
  rows->addWidget(open);
  const QStringList samples = sampleModels();
  if (!samples.isEmpty()) rows->addWidget(line(tr("Or begin with a sample"), 1.1, true, column));
  for (const QString& path : samples) {
    auto* button = fileButton(path, column);
    for (const Sample& sample : offered) {
      if (path.endsWith(QLatin1String(sample.file))) {
        button->setDescription(QLatin1String(sample.about));
      }
    }
    connect(button, &QAbstractButton::clicked, this, [this, path] { Q_EMIT fileChosen(path); });
    rows->addWidget(button);
  }
  recent_ = new QVBoxLayout;
  rows->addLayout(recent_);
  rows->addStretch(3);
}

void StartPage::setRecent(const QStringList& files) {
  while (QLayoutItem* item = recent_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  if (files.isEmpty()) return;
  recent_->addWidget(line(tr("Recent"), 1.1, true, this));
  for (const QString& path : files.mid(0, 4)) {
    auto* button = fileButton(path, this);
    connect(button, &QAbstractButton::clicked, this, [this, path] { Q_EMIT fileChosen(path); });
    recent_->addWidget(button);
  }
}

}  // namespace tessera::gui
