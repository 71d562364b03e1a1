#include "cli/model_reader.h"

#include <fmt/core.h>

#include <chrono>
#include <cstdio>
#include <memory>

#include "cli/stdin_file.h"
#include "core/error.h"
#include "importers/importer.h"

namespace tessera::cli {
namespace {

void tellRead(const std::string& path, const Imported& imported,
              std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  fmt::print(stderr, "tessera: read {}: {}, {} operators, in {:.1f} ms\n", oneLine(path),
             imported.format, imported.network.operators.size(), took.count());
}

/// A file that has all of stdin, once somebody asks for it.
class StdinFile {
 public:
  /// What `read` gives of the file; errors call stdin so, not by the file that has it.
  template <class Read>
  auto read(const std::string& path, const Read& read) {
    if (path != "-") return read(path);
    if (file_.empty()) file_ = stdinAsFile();
    try {
      return read(file_);
    } catch (const Error& error) {
      std::string where = error.where();
      if (where.rfind(file_, 0) == 0) where.replace(0, file_.size(), "stdin");
      throw Error(error.code(), error.message(), where, error.hint());
    }
  }

 private:
  std::string file_;
};

}  // namespace

ModelReader modelReader(Verbosity verbosity) {
  const auto in = std::make_shared<StdinFile>();
  const auto import = [in, verbosity](const std::string& path, const ImportOptions& options) {
    const auto start = std::chrono::steady_clock::now();
    Imported imported =
        in->read(path, [&](const std::string& file) { return importModel(file, options); });
    if (verbosity == Verbosity::verbose) tellRead(path, imported, start);
    return imported;
  };
  const auto interpreted = [in](const std::string& path) {
    return in->read(path, [](const std::string& file) { return isInterpreted(file); });
  };
  return {interpreted, import};
}

}  // namespace tessera::cli
