#include "importers/npy.h"

#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "core/error.h"

namespace tessera {
namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t mostDimensions = 32;

[[noreturn]] void invalid(const std::string& file, const std::string& what) {
  throw Error(ErrorCode::input, "is no valid .npy file: " + what, file, "write it with numpy.save");
}

/// The text behind `'key':` in the header's dictionary.
std::string_view valueOf(std::string_view header, const std::string& key, const std::string& file) {
  const std::size_t at = header.find("'" + key + "':");
  if (at == std::string_view::npos) invalid(file, "its header has no '" + key + "'");
  header.remove_prefix(at + key.size() + 3);
  return header.substr(std::min(header.size(), header.find_first_not_of(' ')));
}

DType dtypeOf(std::string_view descr, const std::string& file) {
  constexpr std::array<std::pair<std::string_view, DType>, 12> types{{{"<f4", DType::float32},
                                                                      {"<f8", DType::float64},
                                                                      {"<f2", DType::float16},
                                                                      {"|i1", DType::int8},
                                                                      {"|u1", DType::uint8},
                                                                      {"<i2", DType::int16},
                                                                      {"<u2", DType::uint16},
                                                                      {"<i4", DType::int32},
                                                                      {"<u4", DType::uint32},
                                                                      {"<i8", DType::int64},
                                                                      {"<u8", DType::uint64},
                                                                      {"|b1", DType::boolean}}};
  for (const auto& [code, dtype] : types) {
    if (descr.substr(0, 5) == "'" + std::string(code) + "'") return dtype;
  }
  throw Error(ErrorCode::unsupported,
              "holds elements of type " + oneLine(std::string(descr.substr(0, 8))), file,
              "save little-endian numbers, e.g. array.astype('<f4')");
}

Shape shapeOf(std::string_view text, const std::string& file) {
  if (text.substr(0, 1) != "(" || text.find(')') == std::string_view::npos) {
    invalid(file, "its shape is no tuple");
  }
  text = text.substr(1, text.find(')') - 1);
  std::vector<std::int64_t> extents;
  while (!text.empty()) {
    const std::size_t digit = text.find_first_not_of(" ,L");
    if (digit == std::string_view::npos) break;
    text.remove_prefix(digit);
    std::int64_t extent = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), extent);
    if (fault != std::errc() || extent < 0 || extents.size() == mostDimensions) {
      invalid(file, "its shape holds something that is no extent");
    }
    extents.push_back(extent);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  }
  return Shape(std::move(extents));
}

/// Offset and length of the header text, or nothing where the file ends before it.
std::optional<std::pair<std::size_t, std::size_t>> headerRange(const std::string& content) {
  if (content.size() < 12) return std::nullopt;
  const auto byte = [&](std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(content[at]));
  };
  const bool wide = byte(6) >= 2;
  const std::size_t begin = wide ? 12 : 10;
  std::size_t length = byte(8) | byte(9) << 8U;
  if (wide) length |= byte(10) << 16U | byte(11) << 24U;
  if (length > content.size() - begin) return std::nullopt;
  return std::pair(begin, length);
}

}  // namespace

bool looksLikeNpy(const std::string& content) {
  return content.compare(0, magic.size(), magic) == 0;
}

TensorFile readNpy(const std::string& content, const std::string& file) {
  const auto range = headerRange(content);
  if (!range) invalid(file, "its header is cut off");
  const std::string_view header = std::string_view(content).substr(range->first, range->second);
  TensorFile tensor;
  tensor.dtype = dtypeOf(valueOf(header, "descr", file), file);
  if (valueOf(header, "fortran_order", file).substr(0, 4) == "True") {
    throw Error(ErrorCode::unsupported, "is in Fortran order", file,
                "save numpy.ascontiguousarray(array)");
  }
  tensor.shape = shapeOf(valueOf(header, "shape", file), file);
  const std::int64_t wanted = storageBytes(tensor.dtype, tensor.shape.elements()).count();
  const std::string_view values = std::string_view(content).substr(range->first + range->second);
  if (static_cast<std::int64_t>(values.size()) != wanted) {
    invalid(file, "it has " + std::to_string(values.size()) + " bytes of values for a shape of " +
                      std::to_string(wanted));
  }
  tensor.bytes.resize(values.size());
  if (!values.empty()) std::memcpy(tensor.bytes.data(), values.data(), values.size());
  return tensor;
}

}  // namespace tessera
