#pragma once

#include <string>
#include <vector>

#include "sim/report/document.h"

namespace tessera {

/// Collects the facts of a summary, a line of code each. A terminal shows them in the order in
/// which they are added; other readers see what was found first, then of what, then on which board.
/// Facts without a value are left out.
class Summary {
 public:
  explicit Summary(const Reader& reader) : reader_(reader) {}

  void result(std::string key, std::string value);
  void setting(std::string key, std::string value);
  void board(std::string key, std::string value);

  /// For a terminal alone, and for all others alone: settings.
  void atTerminal(std::string key, std::string value);
  void elsewhere(std::string key, std::string value);

  Facts facts() const;

 private:
  Reader reader_;
  std::vector<Fact> results_;  ///< at a terminal all facts
  std::vector<Fact> settings_;
  std::vector<Fact> boards_;

  void add(std::vector<Fact>& facts, std::string key, std::string value);
};

}  // namespace tessera
