#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.h"
#include "core/graph.h"
#include "core/work.h"
#include "importers/importer.h"
#include "tests/support/temp_folder.h"

namespace {

/// Where the input goes as a file, beside a file that external data may name.
class Workspace {
 public:
  Workspace() { folder_.write("weights.bin", std::string(4096, 'w')); }
  std::filesystem::path model(std::string_view bytes) const {
    return folder_.write("model.onnx", bytes);
  }

 private:
  tessera::test::TempFolder folder_;
};

/// What a user does to any model first: import it, build the graph, count.
void importAndCount(const std::filesystem::path& path) {
  tessera::Imported imported = tessera::importModel(path);
  const tessera::Graph graph(std::move(imported.network));
  tessera::modelWork(graph);
  tessera::modelSize(graph);
}

}  // namespace

/// A file may be refused, and nothing else: any other exception, and an Error that blames Tessera
/// itself, is a finding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Workspace workspace;
  try {
    importAndCount(workspace.model({reinterpret_cast<const char*>(data), size}));
  } catch (const tessera::Error& error) {
    if (error.code() == tessera::ErrorCode::internal) throw;
  }
  return 0;
}
