#include "sim/memory/first_fit.h"

#include <algorithm>

#include "core/checked.h"

namespace tessera {

std::vector<Bytes> firstFit(const PlanProblem& problem, std::span<const Chain> chains,
                            std::span<const std::size_t> order, Footprint footprint,
                            Stopper* stopper) {
  Placement placement(problem);
  Bytes top;
  const auto place = [&](const Chain& chain, Bytes offset) {
    placement.place(chain, offset);
    top = std::max(top, offset + extentOf(problem, chain));
  };
  for (const Chain& chain : chains) {
    if (chain.offset) place(chain, *chain.offset);
  }
  for (const std::size_t index : order) {
    const Chain& chain = chains[index];
    if (chain.offset) continue;
    const bool hurry = stopper != nullptr && stopper->stopped();
    place(chain, hurry ? Bytes(ceilDiv(top.count(), chain.alignment) * chain.alignment)
                       : placement.lowestOffset(chain, footprint));
  }
  return placement.offsets();
}

}  // namespace tessera
