#include "sim/report/inspection.h"

#include <utility>

namespace tessera {

InspectionReport inspectModel(ModelReport model) {
  std::vector<NetworkBlock> blocks = networkBlocks(model.graph);
  DeadChannelReport dead = deadOutputChannels(model.graph);
  return {std::move(model), std::move(blocks), std::move(dead)};
}

}  // namespace tessera
