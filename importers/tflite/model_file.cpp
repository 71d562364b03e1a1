#include "importers/tflite/model_file.h"

#include <algorithm>

#include "core/error.h"
#include "importers/refusal.h"
#include "importers/tflite/schema_generated.h"

namespace tessera::tflite_import {
namespace {

constexpr std::uint32_t schemaVersion = 3;
// A flatbuffer's offsets have 31 bits; what a file holds behind that is bare data.
constexpr std::size_t mostFlatbuffer = FLATBUFFERS_MAX_BUFFER_SIZE - 1;
constexpr std::size_t mostTables = 1'000'000;
// The smallest table takes 4 bytes and the reference to it 4 more: a file with more tables refers
// to one of them again and again, to take more memory than it is worth.
constexpr std::size_t bytesOfTable = 8;

[[noreturn]] void throwDamaged(const std::string& message) {
  throw Error(ErrorCode::input, message, {},
              "the file is truncated or damaged: copy, download or export it again");
}

const schema::Model& verified(std::span<const std::byte> bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const std::size_t size = std::min(bytes.size(), mostFlatbuffer);
  if (size < 8 || !schema::ModelBufferHasIdentifier(data)) {
    throw Error(ErrorCode::input, "not a TFLite model", {},
                "check that the file is a complete .tflite file");
  }
  flatbuffers::Verifier::Options limits;
  limits.max_depth = 16;
  limits.max_tables =
      static_cast<flatbuffers::uoffset_t>(std::min(mostTables, size / bytesOfTable));
  flatbuffers::Verifier verifier(data, size, limits);
  if (!schema::VerifyModelBuffer(verifier)) {
    throwDamaged("the TFLite structure points outside the file");
  }
  return *schema::GetModel(data);
}

}  // namespace

ModelFile::ModelFile(const std::filesystem::path& path)
    : path_(path), pathText_(std::make_shared<const std::string>(path.string())), file_(path) {
  try {
    model_ = &verified(file_.bytes());
    if (model_->version() != schemaVersion) {
      throw refusal(Refusal::schemaVersion, std::to_string(model_->version()), {},
                    "convert the model again: version 3 is supported");
    }
  } catch (const Error& error) {
    throw error.within(*pathText_);
  }
}

FileExtent ModelFile::buffer(std::uint32_t index) const {
  const auto* buffers = model_->buffers();
  const std::string where = "buffer " + std::to_string(index);
  if (buffers == nullptr || index >= buffers->size()) {
    throw Error(ErrorCode::input, "the model has no such buffer", where, "convert the model again");
  }
  const schema::Buffer& buffer = *buffers->Get(index);
  if (buffer.offset() > 1) {
    if (buffer.offset() > bytes() || buffer.size() > bytes() - buffer.offset()) {
      throw Error(ErrorCode::input,
                  std::to_string(buffer.size()) + " bytes at " + std::to_string(buffer.offset()) +
                      " lie outside the file of " + std::to_string(bytes()),
                  where, "the file is truncated: copy or download it again");
    }
    return {buffer.offset(), buffer.size()};
  }
  const auto* data = buffer.data();
  if (data == nullptr || data->size() == 0) return {};
  const auto* first = reinterpret_cast<const std::byte*>(data->Data());
  return {static_cast<std::uint64_t>(first - file_.bytes().data()), data->size()};
}

std::span<const std::byte> ModelFile::read(FileExtent extent) const {
  return file_.bytes().subspan(static_cast<std::size_t>(extent.offset),
                               static_cast<std::size_t>(extent.bytes));
}

ConstantData ModelFile::constant(FileExtent extent, DType storedAs) const {
  return {FileRange{pathText_, extent.offset, extent.bytes}, storedAs, nullptr};
}

}  // namespace tessera::tflite_import
