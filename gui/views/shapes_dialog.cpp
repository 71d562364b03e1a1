#include "gui/views/shapes_dialog.h"

#include <QFormLayout>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "core/error.h"
#include "gui/models/import_words.h"
#include "gui/models/qt_text.h"

namespace tessera::gui {
namespace {

/// "1x3x<height>x<width>" as a field begins: what is open is left to type.
QString beginning(const std::string& shape) {
  static const QRegularExpression open(QStringLiteral("<[^>]*>"));
  return text(shape).replace(open, QStringLiteral("?"));
}

}  // namespace

ShapesDialog::ShapesDialog(const QString& file, const std::vector<ShapeRequest>& requests,
                           QWidget* parent)
    : QDialog(parent), fault_(new QLabel(this)) {
  setWindowTitle(tr("Shapes of the inputs"));
  auto* rows = new QVBoxLayout(this);
  auto* about = new QLabel(tr("%1 leaves extents of its inputs open. Memory depends on them: write "
                              "a number for each \u201c?\u201d.")
                               .arg(file),
                           this);
  about->setWordWrap(true);
  rows->addWidget(about);
  auto* form = new QFormLayout;
  rows->addLayout(form);
  for (const ShapeRequest& request : requests) {
    auto* edit = new QLineEdit(beginning(request.shape), this);
    edit->setAccessibleName(text(request.input));
    edit->setToolTip(text(request.shape));
    form->addRow(text(request.input + "  " + request.shape), edit);
    inputs_.push_back(request.input);
    edits_.push_back(edit);
    connect(edit, &QLineEdit::textChanged, this, &ShapesDialog::check);
  }
  fault_->setWordWrap(true);
  rows->addWidget(fault_);
  buttons_ = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
  rows->addWidget(buttons_);
  connect(buttons_, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
  setMinimumWidth(460);
  check();
}

std::string ShapesDialog::words() const {
  std::string words;
  for (std::size_t i = 0; i < edits_.size(); ++i) {
    words += (i > 0 ? " " : "") + inputs_[i] + "=" + edits_[i]->text().trimmed().toStdString();
  }
  return words;
}

void ShapesDialog::check() {
  RunSettings trial;
  QString fault;
  try {
    readInputShapes(words(), trial);
  } catch (const Error& error) {
    fault = text(error.message());
  }
  fault_->setText(fault);
  buttons_->button(QDialogButtonBox::Ok)->setEnabled(fault.isEmpty());
}

}  // namespace tessera::gui
