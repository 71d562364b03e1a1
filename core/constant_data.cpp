#include "core/constant_data.h"

#include <algorithm>
#include <fstream>

#include "core/error.h"

namespace tessera {
namespace {

constexpr std::uint64_t chunkBytes = 1U << 20U;

[[noreturn]] void throwUnreadable(const FileRange& range) {
  throw Error(ErrorCode::input, "cannot read the weights at byte " + std::to_string(range.offset),
              *range.path, "the file changed or was truncated; import it again");
}

void visitFile(const FileRange& range,
               const std::function<bool(std::span<const std::byte>)>& visit) {
  std::ifstream file(*range.path, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(range.offset));
  if (!file) throwUnreadable(range);
  std::vector<std::byte> chunk(static_cast<std::size_t>(std::min(chunkBytes, range.bytes)));
  for (std::uint64_t done = 0; done < range.bytes;) {
    const std::uint64_t now = std::min<std::uint64_t>(chunk.size(), range.bytes - done);
    file.read(reinterpret_cast<char*>(chunk.data()), static_cast<std::streamsize>(now));
    if (static_cast<std::uint64_t>(file.gcount()) != now) throwUnreadable(range);
    if (!visit(std::span(chunk).first(static_cast<std::size_t>(now)))) return;
    done += now;
  }
}

void visitChunks(std::span<const std::byte> rest,
                 const std::function<bool(std::span<const std::byte>)>& visit) {
  while (!rest.empty()) {
    const auto now = rest.first(std::min<std::size_t>(chunkBytes, rest.size()));
    if (!visit(now)) return;
    rest = rest.subspan(now.size());
  }
}

}  // namespace

std::uint64_t storedBytes(const ConstantData& data) {
  if (const auto* range = std::get_if<FileRange>(&data.source)) return range->bytes;
  if (const auto* bytes = std::get_if<InlineBytes>(&data.source)) return (*bytes)->size();
  if (const auto* made = std::get_if<MadeBytes>(&data.source)) return (*made)->bytes;
  return 0;
}

void forEachChunk(const ConstantData& data,
                  const std::function<bool(std::span<const std::byte>)>& visit) {
  if (const auto* range = std::get_if<FileRange>(&data.source)) return visitFile(*range, visit);
  if (const auto* made = std::get_if<MadeBytes>(&data.source)) {
    return visitChunks((*made)->make(), visit);
  }
  if (const auto* bytes = std::get_if<InlineBytes>(&data.source)) visitChunks(**bytes, visit);
}

std::vector<std::byte> loadBytes(const ConstantData& data) {
  std::vector<std::byte> all;
  forEachChunk(data, [&](std::span<const std::byte> chunk) {
    all.insert(all.end(), chunk.begin(), chunk.end());
    return true;
  });
  return all;
}

}  // namespace tessera
