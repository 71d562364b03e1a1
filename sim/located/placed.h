#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/located/located.h"

namespace tessera {

/// A structured file as errors speak of it.
struct LocatedFile {
  std::string name;
  std::string formatHint;                ///< "docs/schedule.md describes the format"
  std::string_view table = "an object";  ///< what its format calls a table
};

/// A value of a file and what errors call its place: the file, the line and the key's path
/// ("plan.json:4: key 'blocks[0].grid'"). Reads it as what it must be, with an error that says what
/// belongs there. The file and the values must outlive it.
class Placed {
 public:
  /// The root of a file.
  Placed(const Located& root, const LocatedFile& file);

  /// Throws Error(input) at this place; where no hint is given, with the file's.
  [[noreturn]] void fail(const std::string& message, const std::string& hint = {}) const;

  // Each throws Error(input) where the value is of another kind; without a hint, it says what to
  // write.
  const std::string& string(std::string_view wanted = "a string",
                            const std::string& hint = {}) const;
  bool boolean() const;
  std::int64_t integer(std::string_view wanted = "an integer") const;
  double number() const;  ///< an integer too; never infinite or no number
  std::vector<Placed> elements() const;
  std::vector<std::pair<std::string, Placed>> members() const;
  std::optional<Placed> member(std::string_view key) const;

  /// The member of that key. Throws Error(input) where there is none; `hint` says what to give.
  Placed required(std::string_view key, const std::string& hint) const;

  /// Throws Error(input) at the first member whose key is not known, with the closest that is.
  void checkKeys(const std::vector<std::string>& known) const;

  /// Which of `names` the value, a string, is. Throws Error(input) where it is none of them.
  std::size_t choice(const std::vector<std::string>& names) const;
  /// The value, a string, which must be one of `names`; the error suggests the closest.
  const std::string& oneOf(const std::vector<std::string>& names) const;

  const Located& value() const { return *value_; }
  const std::string& path() const { return path_; }
  /// The line of its key; of itself where it has none.
  std::size_t line() const { return line_; }

 private:
  Placed(const Placed& parent, const LocatedMember& member);
  Placed(const Placed& parent, const Located& element, std::size_t index);

  template <class Value>
  const Value& get(std::string_view wanted, const std::string& hint = {}) const;
  const Located::Table& table() const;

  const Located* value_;
  const LocatedFile* file_;
  std::string path_;
  std::size_t line_;
  std::size_t column_;
};

}  // namespace tessera
