#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "sim/study/results.h"

namespace tessera {

/// Version of all JSON reports; grows when a key changes its meaning or goes away.
constexpr int reportSchemaVersion = 1;

/// The "model" object that every JSON report carries.
nlohmann::ordered_json modelJson(const ModelReport& model);

/// What of a network a runtime does not run: an array of "operator" and "why".
nlohmann::ordered_json refusalsJson(const std::vector<Refusal>& refusals);

/// Text with bytes that are not UTF-8 (names come from untrusted files) replaced.
std::string dumped(const nlohmann::ordered_json& json);

}  // namespace tessera
