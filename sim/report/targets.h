#pragma once

#include <string>
#include <vector>

#include "sim/report/text_style.h"
#include "sim/target/device.h"

namespace tessera {

/// The boards in a table, one a line, for people.
std::string targetsText(const std::vector<Device>& devices, const TextStyle& style);

/// {"schema_version", "targets": [...]}; the keys of a target are those of its file, with units in
/// their names; what is not known is absent.
std::string targetsJson(const std::vector<Device>& devices);

/// One line a board, with a header line; what is not known is empty.
std::string targetsCsv(const std::vector<Device>& devices);

/// Everything that is known of one board, each fact with its source, for people.
std::string targetText(const Device& device, const TextStyle& style);

/// {"schema_version", "target": {...}}.
std::string targetJson(const Device& device);

/// One line a fact: key, value, confidence, source.
std::string targetCsv(const Device& device);

}  // namespace tessera
