#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "importers/tflite/operator_view.h"

namespace tessera::tflite_import {

/// The integers that a custom operator's options name, where these are a flexbuffer map (as those
/// of the operators that TFLite brings are); else empty.
std::map<std::string, std::int64_t> integerOptions(const OperatorView& op);

}  // namespace tessera::tflite_import
