#pragma once

#include <string>

#include "sim/report/document.h"

namespace tessera {

/// The first table of the document that programs read: a header line, then a line a row.
std::string documentCsv(const Document& document);

}  // namespace tessera
