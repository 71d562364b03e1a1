#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "gui/models/coverage_map.h"
#include "gui/models/run.h"
#include "sim/run/stage_regions.h"

namespace tessera::gui {

/// One feature map of a per-patch stage: an input of the stage, or what an operator writes.
struct StageMap {
  std::string name;              ///< of the operator, or of the input tensor
  std::string tensor;            ///< its name
  std::optional<OperatorId> op;  ///< nothing for an input of the stage
  bool isStageOutput = false;
  Region whole;
  std::int64_t channels = 1;
  OperatorTiles patches;  ///< by patch, row-major: computed, or of an input read
  TileRegions needed;    ///< by patch: what its readers need, of which it computes what is not held
  CoverageMap coverage;  ///< of the clipped patches

  /// Whether the patch needs some of it that earlier patches have left.
  bool holds(std::size_t patch) const { return patches.clipped[patch] != needed[patch]; }

  std::string sizeText() const;  ///< "112 x 112 x 32"
};

/// A block that runs in patches, drawn apart.
struct StageMaps {
  std::size_t block = 0;
  Grid grid;
  TilePolicy tiles = TilePolicy::clipped;
  std::vector<StageMap> maps;  ///< the inputs, then the operators in the block's order
  std::int64_t firstStep = 0;
  std::int64_t operators = 0;
  std::vector<std::int64_t> calls;  ///< by step of a patch: the operator's position in the block
  int mostTimes = 0;                ///< that any position is computed
  bool holds = false;               ///< overlap is held from patch to patch
  Macs once;                        ///< of its operators, each once
  Macs executed;                    ///< what its patches come to, clipped

  std::int64_t patchCount() const { return grid.rows * grid.columns; }
  std::int64_t stepsOfPatch() const { return static_cast<std::int64_t>(calls.size()); }
  Interval steps() const { return {firstStep, firstStep + patchCount() * stepsOfPatch()}; }
  /// The patch that a step computes a part of, in row-major order; `step` lies in `steps()`.
  std::int64_t patchOf(std::int64_t step) const { return (step - firstStep) / stepsOfPatch(); }
  /// Position of the step's operator in the block.
  std::int64_t operatorOf(std::int64_t step) const {
    return calls[static_cast<std::size_t>((step - firstStep) % stepsOfPatch())];
  }
  /// The first step of the patch in which that operator runs.
  std::int64_t stepOf(std::int64_t patch, std::int64_t op) const {
    const auto call = std::find(calls.begin(), calls.end(), op) - calls.begin();
    return firstStep + patch * stepsOfPatch() + call;
  }
  Patch patch(std::int64_t index) const {
    return {static_cast<std::int32_t>(index / grid.columns),
            static_cast<std::int32_t>(index % grid.columns)};
  }
  std::string title() const;  ///< "4 x 4 patches, first to b2.add (10 operators)"
};

/// Every block of the run that runs in patches, in order; none where it runs layer by layer.
std::vector<StageMaps> stageMaps(const Run& run);

/// What a map is at a position, for one patch: tensor, sizes, the patch's rows and columns
/// (half-open), its halo, and how often the position is computed. One line a fact. Without a
/// position inside the map that last line is left out.
std::string describeMap(const StageMaps& stage, const StageMap& map, std::int64_t patch,
                        std::int64_t row, std::int64_t column);

}  // namespace tessera::gui
