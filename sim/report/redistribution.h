#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/nas/redistribute.h"
#include "sim/report/document.h"
#include "sim/report/inspection.h"
#include "sim/study/results.h"

namespace tessera {

/// A redistribution of a network's receptive field, and under what it was made.
struct RedistributionReport {
  std::string model;
  nas::RedistributeRequest request;
  nas::Redistribution found;
  std::optional<std::size_t> picked;  ///< the proposal that is shown in full; nothing where none is
  Graph graph;                        ///< of the network as it is
  FieldReport field;                  ///< what each kernel costs its stage
  /// The cheapest schedule of the whole space within the stage's peak, where it was looked for.
  std::optional<Candidate> elsewhere;
  std::string runtime;
  std::optional<TargetReport> target;
  std::vector<std::string> kept;  ///< layers of the picked network with the weights of before
};

/// The bill of the stage by kernel, the proposals, and what changes in the one that is picked.
Document documentOf(const RedistributionReport& report, bool all, const Reader& reader);

/// {"schema_version", "redistribution": {"before", "proposals": [...], "kernels": [...]}}.
std::string redistributionJson(const RedistributionReport& report);

}  // namespace tessera
