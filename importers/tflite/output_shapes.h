#pragma once

#include "importers/tflite/operator_view.h"
#include "importers/tflite/translate.h"
#include "importers/type_warnings.h"

namespace tessera::tflite_import {

/// Settles the shapes of the operator's outputs, which hold what the file says: by its rule where
/// the file leaves them open or an input's shape is no longer the file's. Otherwise file and rule
/// must agree, or the file's shape counts (TFLite Micro allocates it) with a warning, if the
/// operator is none that works in patches.
///
/// Throws Error(input) where they contradict each other, Error(unsupported) where neither says the
/// shape.
void setOutputShapes(const OperatorView& op, const Translation& translation,
                     TypeWarnings& warnings);

}  // namespace tessera::tflite_import
