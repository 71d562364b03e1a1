#pragma once

#include <cstddef>
#include <pugixml.hpp>

namespace tessera::test {

/// How many nodes an XPath query selects.
inline std::size_t nodeCount(const pugi::xml_document& document, const char* query) {
  return document.select_nodes(query).size();
}

}  // namespace tessera::test
