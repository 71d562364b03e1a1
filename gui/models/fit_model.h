#pragma once

#include <QObject>
#include <memory>

#include "gui/models/run.h"
#include "gui/workers/worker.h"
#include "sim/report/fit.h"

namespace tessera::gui {

/// Whether the open model fits the chosen board, or which boards would do where none is chosen:
/// what `tessera fit` says under the run's settings, worked out in the background.
class FitModel : public QObject {
  Q_OBJECT

 public:
  explicit FitModel(QObject* parent = nullptr);

  void start(const Run& run);
  bool busy() const { return worker_.busy(); }
  /// Null until there is one; the last one until there is another.
  const std::shared_ptr<const FitReport>& report() const { return report_; }

 Q_SIGNALS:
  void changed();
  void failed(const QString& message, int code);

 private:
  Worker worker_;
  std::shared_ptr<const FitReport> report_;
};

}  // namespace tessera::gui
