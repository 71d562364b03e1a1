#include "gui/models/file_kind.h"

#include <cctype>
#include <filesystem>
#include <fstream>

#include "core/architecture/architecture_json_read.h"
#include "core/error.h"
#include "core/read_text.h"
#include "sim/check/read_report.h"
#include "sim/located/located_json.h"

namespace tessera::gui {
namespace {

/// Models begin with other bytes: ONNX with a field's tag, TFLite with an offset.
bool beginsLikeJson(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  char first = 0;
  while (file.get(first) && std::isspace(static_cast<unsigned char>(first)) != 0) {
  }
  return file && first == '{';
}

}  // namespace

FileKind kindOf(const std::string& path) {
  if (!std::filesystem::exists(path)) {
    throw Error(ErrorCode::input, "there is no such file", oneLine(path));
  }
  if (!beginsLikeJson(path) || arch::isArchitectureFile(path)) return FileKind::model;
  const std::string text = readText(path, "the file", "");
  return isSimulationReport(parseLocatedJson(text, path)) ? FileKind::report : FileKind::schedule;
}

}  // namespace tessera::gui
