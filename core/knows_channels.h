#pragma once

#include "core/operator.h"

namespace tessera {

/// Whether the operator tells channels from rows and columns by the graph's layout: a convolution,
/// a pool, a batch norm, a move between channels and positions. All others work on axes by number,
/// in any layout.
bool knowsChannels(const Operator& op);

}  // namespace tessera
