#pragma once

#include <string>

#include "importers/tensor_file.h"

namespace tessera {

bool looksLikeNpy(const std::string& content);

/// The array in a .npy file of version 1, 2 or 3 (NumPy's documented format): little-endian, in C
/// order. Throws Error(input) with `file` where the header makes no sense or the values are fewer
/// or more than its shape says, Error(unsupported) for other element types, byte orders and
/// Fortran order.
TensorFile readNpy(const std::string& content, const std::string& file);

}  // namespace tessera
