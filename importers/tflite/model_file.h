#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "core/constant_data.h"
#include "importers/mapped_file.h"

namespace tessera::tflite_import {

namespace schema {
struct Model;
}

/// Bytes of the file; none where there are none.
struct FileExtent {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

/// A TFLite file, mapped for as long as the object lives, whose structure has been verified: every
/// table, list and text of the schema lies inside the file. Numbers in it may still be anything.
class ModelFile {
 public:
  /// Throws Error(input) where the file cannot be read, is not TFLite, or fails the verifier;
  /// Error(unsupported) for another version of the schema than 3.
  explicit ModelFile(const std::filesystem::path& path);

  const schema::Model& model() const { return *model_; }
  const std::filesystem::path& path() const { return path_; }
  std::uint64_t bytes() const { return file_.bytes().size(); }

  /// Where buffer `index` of the model has its bytes: inside the flatbuffer or, in files above
  /// 2 GB, behind it. Throws Error(input) where there is no such buffer or its bytes lie outside
  /// the file.
  FileExtent buffer(std::uint32_t index) const;

  /// The bytes of `extent`, which `buffer` gave.
  std::span<const std::byte> read(FileExtent extent) const;

  /// The same as constant data that stays in the file.
  ConstantData constant(FileExtent extent, DType storedAs) const;

 private:
  std::filesystem::path path_;
  std::shared_ptr<const std::string> pathText_;  // shared by all ranges of this file
  MappedFile file_;
  const schema::Model* model_ = nullptr;
};

}  // namespace tessera::tflite_import
