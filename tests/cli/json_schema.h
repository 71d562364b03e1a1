#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace tessera::test {

/// What is wrong with a document by the JSON Schema in that file of the repository, a line each;
/// empty where nothing is.
std::string schemaFaults(const std::string& schemaFile, const nlohmann::json& document);

}  // namespace tessera::test
