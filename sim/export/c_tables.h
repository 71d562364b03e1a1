#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tessera::exported {

/// A word of C: what of a name C has no letter for becomes "_", and what is long is cut.
std::string cWord(std::string_view name);

/// Numbers with commas between them, as lines of at most 100 columns.
std::string cNumbers(const std::vector<std::int64_t>& values);

/// The constants of a C file. Equal ones are written once.
class CTables {
 public:
  /// An array of C's `type`; its name begins with `wish`. "0", a null pointer, where it is empty.
  std::string array(const std::string& type, const std::string& wish,
                    const std::vector<std::int64_t>& values);
  /// An array of what these initialise.
  std::string records(const std::string& type, const std::string& wish,
                      const std::vector<std::string>& initialisers);
  /// A pointer to one record.
  std::string record(const std::string& type, const std::string& wish,
                     const std::string& initialiser);

  /// The declarations, in the order in which they were made.
  const std::string& text() const { return text_; }

 private:
  std::string named(const std::string& type, const std::string& wish, const std::string& brackets,
                    const std::string& body);

  std::map<std::pair<std::string, std::string>, std::string> names_;  // by type and body
  std::map<std::string, int> uses_;                                   // by name
  std::string text_;
};

}  // namespace tessera::exported
