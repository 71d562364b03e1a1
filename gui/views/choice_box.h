#pragma once

#include <QComboBox>
#include <string>
#include <vector>

#include "gui/models/described.h"

namespace tessera::gui {

/// A list whose entries say what they are, filtered by any part of that as one types. The name of a
/// file (`.toml`) may be typed too; any other text that names nothing goes back to what was chosen.
class ChoiceBox : public QComboBox {
  Q_OBJECT

 public:
  explicit ChoiceBox(QWidget* parent = nullptr);
  /// `none` is the words of an entry that chooses nothing; empty: there is none.
  void setChoices(const std::vector<Described>& choices, const QString& none = {});
  void choose(const std::string& name);  ///< emits nothing; an unknown one becomes an entry
  std::string chosen() const;            ///< empty: nothing

 Q_SIGNALS:
  void picked();

 private:
  void takeTyped();
  void add(const QString& name, const QString& about, const QString& value);
};

}  // namespace tessera::gui
