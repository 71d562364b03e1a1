#pragma once

#include <string>
#include <vector>

namespace tessera {

/// One CSV line (RFC 4180 quoting where a cell needs it), ended by a newline.
std::string csvLine(const std::vector<std::string>& cells);

}  // namespace tessera
