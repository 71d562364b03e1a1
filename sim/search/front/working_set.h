#pragma once

#include "sim/search/front/search_graph.h"

namespace tessera {

/// No schedule takes fewer bytes whose kernel calls read and write whole positions, all channels of
/// them: the largest, over all operators, of what one call needs at least. It computes one position
/// of the result and reads its receptive field; what is no longer read may be written over by
/// elementwise operators alone, and a global average pool or a fully connected layer may sum up its
/// input part by part.
Bytes leastWorkingSet(const SearchGraph& graph);

}  // namespace tessera
