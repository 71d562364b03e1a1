#pragma once

#include <string>
#include <vector>

#include "sim/report/document.h"

namespace tessera {

/// A form that every report can take.
struct DocumentFormat {
  std::string name;
  Audience audience;  ///< whom the report's document is made for
  std::string (*render)(const Document& document, const TextStyle& style);
};

/// All of them: text first, the default. Who adds a form writes its renderer and its line here.
std::vector<DocumentFormat> documentFormats();

}  // namespace tessera
