#include "tests/fuzz/import_file.h"

/// Every input is a TFLite file by its identifier; its last byte says whether all rewrites are
/// made.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const tessera::fuzz::Workspace workspace("model.tflite");
  if (size < 8) return 0;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  bytes.replace(2, 6, std::string_view("\0\0TFL3", 6));
  tessera::ImportOptions options;
  if ((data[size - 1] & 1U) != 0) options.rewrites.enabled = {"all"};
  tessera::fuzz::importAndCount(workspace.model(bytes), options);
  return 0;
}
