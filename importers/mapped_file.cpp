#include "importers/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

#include "core/error.h"

namespace tessera {
namespace {

/// Closes the descriptor when the scope ends; the mapping outlives it.
class Descriptor {
 public:
  // O_NONBLOCK so that a named pipe is refused below and does not block here.
  explicit Descriptor(const std::filesystem::path& path)
      : value_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int value() const { return value_; }

 private:
  int value_;
};

[[noreturn]] void throwSystem(const std::filesystem::path& path) {
  const std::string reason = std::generic_category().message(errno);
  throw Error(ErrorCode::input, "cannot read the model: " + reason, path.string(),
              "check the path and its permissions");
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
  const Descriptor file(path);
  struct stat status {};
  if (file.value() < 0 || ::fstat(file.value(), &status) != 0) throwSystem(path);
  if (!S_ISREG(status.st_mode)) {
    throw Error(ErrorCode::input, "not a regular file", path.string(), "give a model file");
  }
  if (status.st_size == 0) {
    throw Error(ErrorCode::input, "the file is empty", path.string(),
                "download or export the model again");
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.value(), 0);
  if (mapped == MAP_FAILED) throwSystem(path);
  bytes_ = {static_cast<const std::byte*>(mapped), size};
}

MappedFile::~MappedFile() { ::munmap(mapping(), bytes_.size()); }

void MappedFile::dropPages() const { ::madvise(mapping(), bytes_.size(), MADV_DONTNEED); }

void* MappedFile::mapping() const { return const_cast<std::byte*>(bytes_.data()); }

}  // namespace tessera
