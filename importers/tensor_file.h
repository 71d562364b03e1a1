#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "core/dtype.h"
#include "core/shape.h"

namespace tessera {

/// A tensor with values: little-endian, packed, row-major.
struct TensorFile {
  std::string name;  ///< as the file calls it; may be empty
  DType dtype = DType::float32;
  Shape shape;
  std::vector<std::byte> bytes;
};

/// Reads one tensor from a file: ONNX's TensorProto (.pb) or NumPy's .npy, told by content. Throws
/// Error(input) where the file is unreadable, neither of them, truncated or of another size than
/// its shape says, and Error(unsupported) for element types without numbers.
TensorFile readTensorFile(const std::filesystem::path& path);

}  // namespace tessera
