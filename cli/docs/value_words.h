#pragma once

#include <string>
#include <vector>

namespace tessera::cli {

/// What may be completed as the value of an option or in the place of an argument.
struct ValueWords {
  std::vector<std::string> words;     ///< without spaces
  bool files = false;                 ///< names of files, too
  bool folders = false;               ///< names of folders alone
  std::vector<std::string> suffixes;  ///< of the files, such as ".json"; empty: any file
};

/// Reads a value's type as help shows it, alternatives between '|': a lower-case word stands for
/// itself, FILE for any file, FILE.json for those files, DIR for a folder; MODEL, SCHEDULE, BOARD,
/// TARGET, RUNTIME and REWRITE for the names and files that they may be. All others, such as 256KiB
/// or NAME=FILE, have nothing to complete.
ValueWords valueWords(const std::string& type);

}  // namespace tessera::cli
