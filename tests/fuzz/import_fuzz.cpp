#include "tests/fuzz/import_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tessera::fuzz::Workspace workspace("model.onnx");
  tessera::fuzz::importAndCount(workspace.model({reinterpret_cast<const char*>(data), size}));
  return 0;
}
