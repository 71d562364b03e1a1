#pragma once

#include <optional>
#include <string>

#include "sim/nas/space_study.h"
#include "sim/report/document.h"
#include "sim/study/results.h"

namespace tessera {

/// A study of a space of architectures, and under what it was made.
struct SpaceReport {
  nas::SpaceRequest request;
  nas::SpaceStudy study;
  std::string runtime;
  std::optional<TargetReport> target;
};

/// The widths and resolutions, that of the largest mean work first. `all`: also those of which no
/// network fits.
Document documentOf(const SpaceReport& report, bool all, const Reader& reader);

/// {"schema_version", "space_study": {"space", "samples", "seed", ..., "rows": [...]}}.
std::string spaceJson(const SpaceReport& report);

/// One SVG picture, 1000 units wide: the mean work of what fits, by width and resolution.
std::string spaceSvg(const SpaceReport& report);

/// What the smallest network of the space takes, where nothing fits; empty where something does.
std::string spaceMisfit(const SpaceReport& report);

}  // namespace tessera
