#pragma once

#include <string>
#include <vector>

#include "sim/report/document.h"
#include "sim/target/device.h"

namespace tessera {

/// The boards in a table, one a row; programs read bytes and hertz, and nothing of what is not
/// known.
Document documentOf(const std::vector<Device>& devices, const Reader& reader);

/// Everything that is known of one board, each fact with its source. For programs: one row a fact.
Document documentOf(const Device& device, const Reader& reader);

/// {"schema_version", "targets": [...]}; the keys of a target are those of its file, with units in
/// their names; what is not known is absent.
std::string targetsJson(const std::vector<Device>& devices);

/// {"schema_version", "target": {...}}.
std::string targetJson(const Device& device);

}  // namespace tessera
