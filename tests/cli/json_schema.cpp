#include "tests/cli/json_schema.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace tessera::test {
namespace {

using nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

/// The version that the schema says it is written in: draft 4 has `id` where 7 has `$id`.
valijson::SchemaParser::Version draftOf(const json& schema) {
  const bool fourth = schema.at("$schema").get<std::string>().find("draft-04") != std::string::npos;
  return fourth ? valijson::SchemaParser::kDraft4 : valijson::SchemaParser::kDraft7;
}

}  // namespace

std::string schemaFaults(const std::string& schemaFile, const json& document) {
  std::ifstream file(TESSERA_SOURCE_DIR "/" + schemaFile);
  if (!file) throw std::runtime_error("no " + schemaFile);
  const json source = json::parse(file);
  valijson::Schema schema;
  valijson::SchemaParser(draftOf(source)).populateSchema(Adapter(source), schema);
  valijson::ValidationResults results;
  if (valijson::Validator().validate(schema, Adapter(document), &results)) return {};
  std::string text;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    for (const std::string& part : error.context) text += part;
    text += ": " + error.description + '\n';
  }
  return text.empty() ? "not valid\n" : text;
}

}  // namespace tessera::test
