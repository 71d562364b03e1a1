#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.h"
#include "core/graph.h"
#include "core/work.h"
#include "importers/importer.h"
#include "tests/support/temp_folder.h"

namespace tessera::fuzz {

/// Where the input goes as a file, beside a file that external data may name.
class Workspace {
 public:
  explicit Workspace(std::string name) : name_(std::move(name)) {
    folder_.write("weights.bin", std::string(4096, 'w'));
  }
  std::filesystem::path model(std::string_view bytes) const { return folder_.write(name_, bytes); }

 private:
  std::string name_;
  test::TempFolder folder_;
};

/// What a user does to any model first: import it, build the graph, count. A file may be refused,
/// and nothing else: any other exception, and an Error that blames Tessera itself, is a finding.
inline void importAndCount(const std::filesystem::path& path, const ImportOptions& options = {}) {
  try {
    Imported imported = importModel(path, options);
    const Graph graph(std::move(imported.network));
    modelWork(graph);
    modelSize(graph);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::internal) throw;
  }
}

}  // namespace tessera::fuzz
