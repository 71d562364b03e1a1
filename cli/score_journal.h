#pragma once

#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace tessera::cli {

/// The scores of networks in a file, a line each, so that a search goes on where it was killed. The
/// first line says of what; a last line that was cut is dropped.
class ScoreJournal {
 public:
  /// Opens or makes the file. Throws Error(input) where it cannot be read or written, is no
  /// journal, or is one of something else than `what`.
  ScoreJournal(const std::string& path, const std::string& what);

  const std::map<std::string, std::optional<double>>& known() const { return known_; }

  /// Appends a line and hands it to the system at once.
  void add(const std::string& network, std::optional<double> score);

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::map<std::string, std::optional<double>> known_;
  std::unique_ptr<std::FILE, Closer> file_;
};

}  // namespace tessera::cli
