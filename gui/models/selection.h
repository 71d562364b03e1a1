#pragma once

#include <QObject>
#include <optional>

#include "core/interval.h"
#include "gui/models/run.h"

namespace tessera::gui {

/// What the user points at: a range of steps, and perhaps the operator or the buffer that it comes
/// from. `cursor` is the one step of which details are shown.
struct Selected {
  Interval steps;                     ///< half-open; empty: nothing is selected
  std::int64_t cursor = 0;            ///< a step, also where nothing is selected
  std::optional<OperatorId> op;       ///< its steps are within `steps`
  std::optional<std::size_t> buffer;  ///< index into the trace; its live range is `steps`

  friend bool operator==(const Selected&, const Selected&) = default;
};

/// The one selection that all views show and change. It knows nothing of widgets.
class Selection : public QObject {
  Q_OBJECT

 public:
  explicit Selection(QObject* parent = nullptr) : QObject(parent) {}

  const Selected& selected() const { return selected_; }

  /// Takes a new run: an operator, or a buffer with the same name, stays selected; otherwise the
  /// cursor is put on the peak.
  void setRun(const Run& run);

  void selectStep(std::int64_t step);
  void selectSteps(Interval steps);
  void selectOperator(OperatorId op);     ///< all its steps; the cursor on the heaviest
  void selectBuffer(std::size_t buffer);  ///< its live range; the cursor stays where it is inside
  void selectPeak();
  void moveCursor(std::int64_t by);  ///< selects the step so many further on, kept in range
  void clear();                      ///< nothing; the cursor stays

 Q_SIGNALS:
  void changed();

 private:
  void set(Selected selected);

  Run run_;
  Selected selected_;
};

}  // namespace tessera::gui
