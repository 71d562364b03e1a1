#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/temporary_folder.h"

namespace tessera::test {

/// A temporary folder for the files of one test.
class TempFolder {
 public:
  const std::filesystem::path& path() const { return folder_.path(); }

  /// Writes a file of that content and returns its path.
  std::filesystem::path write(const std::string& name, std::string_view content) const {
    const auto file = path() / name;
    std::ofstream stream(file, std::ios::binary);
    stream.write(content.data(), static_cast<std::streamsize>(content.size()));
    stream.close();
    if (!stream) throw std::runtime_error("cannot write " + file.string());
    return file;
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace tessera::test
