#pragma once

#include <cstddef>
#include <vector>

#include "sim/report/document.h"
#include "sim/report/inspection.h"

namespace tessera {

/// Receptive field and stride of at most `most` operators, in order, and what each kernel costs a
/// stage.
std::vector<Section> fieldSections(const Graph& graph, const FieldReport& report, std::size_t most);

}  // namespace tessera
