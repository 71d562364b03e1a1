#include "importers/importer.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

#include "core/architecture/architecture_json_read.h"
#include "core/error.h"
#include "core/git_leftovers.h"
#include "importers/architecture/architecture_importer.h"
#include "importers/onnx/onnx_importer.h"
#include "importers/tflite/tflite_importer.h"

namespace tessera {
namespace {

struct Head {
  std::array<std::byte, modelHeadBytes> bytes{};
  std::size_t count = 0;

  std::span<const std::byte> read() const { return std::span(bytes).first(count); }
};

[[noreturn]] void throwUnreadable(const std::filesystem::path& path, const std::string& reason) {
  throw Error(ErrorCode::input, "cannot read the model: " + reason, path.string(),
              "check the path and its permissions");
}

Head readHead(const std::filesystem::path& path) {
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  if (failed) throwUnreadable(path, failed.message());
  if (std::filesystem::is_directory(status)) {
    throw Error(ErrorCode::input, "this is a folder", path.string(),
                "give the .onnx or .tflite file in it");
  }
  // Before it is opened: a named pipe would block.
  if (std::filesystem::is_fifo(status)) {
    throw Error(ErrorCode::input, "it is a pipe", path.string(), "pass the model as - on stdin");
  }
  if (!std::filesystem::is_regular_file(status)) throwUnreadable(path, "not a regular file");
  std::ifstream file(path, std::ios::binary);
  if (!file) throwUnreadable(path, std::generic_category().message(errno));
  Head head;
  file.read(reinterpret_cast<char*>(head.bytes.data()), modelHeadBytes);
  if (file.bad()) throwUnreadable(path, "the device reports an error");
  head.count = static_cast<std::size_t>(file.gcount());
  if (head.count == 0) throwUnreadable(path, "the file is empty");
  return head;
}

/// A TFLite file is a flatbuffer with the identifier "TFL3" behind its root offset (32 bits, small:
/// an ONNX model of a producer called TFL3 has a tag and a length there).
bool looksLikeTflite(std::span<const std::byte> head) {
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  return text.size() >= 8 && text.substr(4, 4) == "TFL3" &&
         text.substr(2, 2) == std::string_view("\0\0", 2);
}

/// How a model of another tool becomes one that Tessera reads, by the ending of its file.
std::string conversionHint(const std::filesystem::path& path) {
  const std::string ending = path.extension().string();
  if (ending == ".keras" || ending == ".h5" || ending == ".hdf5") {
    return "convert it: tf.lite.TFLiteConverter.from_keras_model(model).convert()";
  }
  if (ending == ".pt" || ending == ".pth") {
    return "export it: torch.onnx.export(model, example_input, \"model.onnx\")";
  }
  if (ending == ".pb")
    return "convert it: python -m tf2onnx.convert --saved-model DIR --output model.onnx";
  if (ending == ".pte")
    return "an ExecuTorch program: export the PyTorch model with torch.onnx.export";
  return "give a complete .onnx or .tflite file";
}

std::string_view textOf(std::span<const std::byte> head) {
  return {reinterpret_cast<const char*>(head.data()), head.size()};
}

bool looksLikeModel(std::span<const std::byte> head) {
  return looksLikeTflite(head) || arch::looksLikeArchitecture(textOf(head)) ||
         onnx_import::looksLikeOnnx(head);
}

}  // namespace

bool beginsAsModel(const std::filesystem::path& path) {
  const Head head = readHead(path);
  // Schedules and reports are JSON objects too.
  if (arch::looksLikeArchitecture(textOf(head.read()))) return arch::isArchitectureFile(path);
  return looksLikeModel(head.read());
}

bool isInterpreted(const std::filesystem::path& path) {
  return looksLikeTflite(readHead(path).read());
}

void checkModelHead(std::span<const std::byte> head, const std::string& where,
                    const std::string& hint) {
  if (looksLikeModel(head)) return;
  if (isLfsPointer(textOf(head))) throw lfsPointerError("the model", where);
  throw Error(ErrorCode::input, "neither an ONNX nor a TFLite model", where, hint);
}

Imported importModel(const std::filesystem::path& path, const ImportOptions& options) {
  const Head head = readHead(path);
  // First: its root offset may also read as a plausible ONNX tag.
  if (looksLikeTflite(head.read())) {
    Imported imported = tflite_import::importTflite(path, options);
    imported.interpretedBytes = Bytes(static_cast<std::int64_t>(std::filesystem::file_size(path)));
    return imported;
  }
  if (arch::looksLikeArchitecture(textOf(head.read()))) {
    return arch::importArchitecture(path, options);
  }
  checkModelHead(head.read(), path.string(), conversionHint(path));
  return onnx_import::importOnnx(path, options);
}

}  // namespace tessera
