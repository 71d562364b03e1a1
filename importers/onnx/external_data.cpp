#include "importers/onnx/external_data.h"

#include <fmt/core.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "core/error.h"

namespace tessera::onnx_import {
namespace {

namespace fs = std::filesystem;

struct Entries {
  std::string location;
  std::uint64_t offset = 0;
  std::optional<std::uint64_t> length;
};

std::uint64_t number(const std::string& key, const std::string& text) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (result.ec != std::errc{} || result.ptr != end) {
    throw Error(ErrorCode::input, fmt::format("external data {} '{}' is not a number", key, text),
                {}, "export the model again");
  }
  return value;
}

Entries readEntries(const ::onnx::TensorProto& tensor) {
  Entries entries;
  for (const auto& entry : tensor.external_data()) {
    if (entry.key() == "location") entries.location = entry.value();
    if (entry.key() == "offset") entries.offset = number(entry.key(), entry.value());
    if (entry.key() == "length") entries.length = number(entry.key(), entry.value());
  }
  return entries;
}

bool isInside(const fs::path& path, const fs::path& folder) {
  const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end() && rest != path.end();
}

[[noreturn]] void throwUnresolved(const std::string& location, const std::error_code& reason) {
  throw Error(
      ErrorCode::input,
      fmt::format("cannot resolve the external data file '{}': {}", location, reason.message()), {},
      "put the file beside the model");
}

/// The file that `location` names, with links followed, if it may be read.
fs::path resolve(const std::string& location, const fs::path& model) {
  if (location.empty() || location.find('\0') != std::string::npos) {
    throw Error(ErrorCode::input, "external data without a valid file name", {},
                "export the model again");
  }
  std::error_code failed;
  const fs::path parent = model.has_parent_path() ? model.parent_path() : fs::path(".");
  const fs::path folder = fs::canonical(parent, failed);
  if (failed) throwUnresolved(location, failed);
  // Not canonical(): whether a file outside exists is nobody's business.
  const fs::path file = fs::weakly_canonical(folder / location, failed);
  if (failed) throwUnresolved(location, failed);
  if (!isInside(file, folder)) {
    throw Error(ErrorCode::input,
                fmt::format("external data '{}' leaves the model's folder", location), {},
                "external data must lie beside the model: copy it there and use a relative name");
  }
  return file;
}

std::uint64_t sizeOf(const fs::path& file, const std::string& location) {
  std::error_code failed;
  const auto status = fs::status(file, failed);
  if (!fs::exists(status)) {
    throw Error(ErrorCode::input, fmt::format("the external data file '{}' is missing", location),
                {}, "put the file beside the model");
  }
  if (!fs::is_regular_file(status)) {
    throw Error(ErrorCode::input, fmt::format("external data '{}' is not a regular file", location),
                {}, "put the file beside the model");
  }
  const auto size = fs::file_size(file, failed);
  if (failed) throwUnresolved(location, failed);
  return size;
}

}  // namespace

bool isExternal(const ::onnx::TensorProto& tensor) {
  return tensor.data_location() == ::onnx::TensorProto::EXTERNAL;
}

std::string missingFile(const ::onnx::TensorProto& tensor, const fs::path& model) {
  if (!isExternal(tensor)) return {};
  const Entries entries = readEntries(tensor);
  std::error_code failed;
  const auto status = fs::status(resolve(entries.location, model), failed);
  return status.type() == fs::file_type::not_found ? entries.location : std::string();
}

FileRange externalRange(const ::onnx::TensorProto& tensor, std::uint64_t bytes,
                        const std::filesystem::path& model) {
  const Entries entries = readEntries(tensor);
  const fs::path file = resolve(entries.location, model);
  const std::uint64_t size = sizeOf(file, entries.location);
  const std::uint64_t length = entries.length.value_or(bytes);
  if (length != bytes) {
    throw Error(ErrorCode::input,
                fmt::format("external data '{}' gives it {} bytes, but its shape needs {}",
                            entries.location, length, bytes),
                {}, "export the model again");
  }
  if (entries.offset > size || length > size - entries.offset) {
    throw Error(
        ErrorCode::input,
        fmt::format("external data '{}' has {} bytes, but bytes {} to {} + {} are asked for",
                    entries.location, size, entries.offset, entries.offset, length),
        {}, "the file is truncated or of another model: copy it again");
  }
  return {std::make_shared<const std::string>(file.string()), entries.offset, length};
}

}  // namespace tessera::onnx_import
