#include <nlohmann/json.hpp>

#include "sim/check/difference_report.h"
#include "sim/report/model_json.h"

namespace tessera {
namespace {

using Json = nlohmann::ordered_json;

Json amountsJson(const Amounts& amounts) {
  Json json = Json::object();
  for (const Metric metric : allMetrics) {
    if (amounts[metric]) json[std::string(jsonKey(metric))] = *amounts[metric];
  }
  return json;
}

Json changeJson(const Change& change) {
  Json json{{"name", change.name}};
  if (!change.oldName.empty()) json["old_name"] = change.oldName;
  if (change.before) json["before"] = *change.before;
  if (change.after) json["after"] = *change.after;
  json["change"] = change.by();
  return json;
}

Json tableJson(const ChangeTable& table) {
  Json json{{"key", table.key},
            {"before", table.before},
            {"after", table.after},
            {"unchanged", table.unchanged}};
  json["changes"] = Json::array();
  for (const Change& change : table.changes) json["changes"].push_back(changeJson(change));
  return json;
}

}  // namespace

std::string differenceJson(const Difference& difference) {
  Json json;
  json["schema_version"] = reportSchemaVersion;
  json["old"] = {{"title", difference.oldTitle}, {"totals", amountsJson(difference.before)}};
  json["new"] = {{"title", difference.newTitle}, {"totals", amountsJson(difference.after)}};
  json["tables"] = Json::array();
  for (const ChangeTable& table : difference.tables) json["tables"].push_back(tableJson(table));
  return dumped(json);
}

}  // namespace tessera
