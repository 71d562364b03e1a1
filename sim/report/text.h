#pragma once

#include <string>

#include "sim/report/document.h"

namespace tessera {

/// The document for a terminal: the title in bold, facts as "  key   value", tables in columns.
std::string documentText(const Document& document, const TextStyle& style);

}  // namespace tessera
