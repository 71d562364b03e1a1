#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace tessera {

/// A regular file mapped read-only for the lifetime of the object.
class MappedFile {
 public:
  /// Throws Error(input) where the path is not a readable, regular, non-empty file.
  explicit MappedFile(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  std::span<const std::byte> bytes() const { return bytes_; }

  /// Gives back the memory of the pages read so far; the next access reads them anew. (The kernel
  /// maps whole neighbourhoods of a page that is touched.)
  void dropPages() const;

 private:
  void* mapping() const;  // as the C interface takes it

  std::span<const std::byte> bytes_;
};

}  // namespace tessera
