#include "sim/search/search_spaces.h"

#include <fmt/core.h>

#include <array>
#include <utility>
#include <vector>

#include "core/closest_name.h"
#include "core/error.h"
#include "core/parse_units.h"
#include "sim/run/simulate.h"
#include "sim/search/front_run.h"
#include "sim/search/relax.h"

namespace tessera {
namespace {

constexpr OverlapModes columnsCached{Overlap::recompute, Overlap::cache};
constexpr OverlapModes allCached{Overlap::cache, Overlap::cache};

constexpr std::array<SearchSpace, 9> spaces{{
    {"layer", "TensorFlow Lite Micro", "every operator whole", SearchMethod::layers},
    {"vmcu", "vMCU, DMO", "every operator by itself, its result over its dying input",
     SearchMethod::front},
    {"mcunetv2", "MCUNetV2, TinyEngine", "a first stage in square patches, all recomputed",
     SearchMethod::grids},
    {"streamnet1d", "StreamNet 1D", "the same stage, columns of overlap cached",
     SearchMethod::grids, columnsCached},
    {"streamnet", "StreamNet 2D", "the same stage, all overlap cached", SearchMethod::grids,
     allCached},
    {"msf-cnn", "msf-CNN",
     "any blocks of single positions, columns cached, rows recomputed, a final pool accumulated",
     SearchMethod::front},
    {"tinyts", "TinyTS, Arm Vela", "any blocks of whole rows, all overlap cached",
     SearchMethod::front},
    {"tigris", "TiGrIS", "any blocks of whole rows, all overlap recomputed", SearchMethod::front},
    {"all", "Tessera",
     "any blocks in any tiles, each tensor's overlap cached or recomputed along each axis, results "
     "over their inputs, a final pool accumulated",
     SearchMethod::front},
}};

/// Of the candidates that take no more, that of the least work; of several the smallest.
const Candidate* cheapestWithin(const SearchResult& result, Bytes peak) {
  const Candidate* best = nullptr;
  for (const Candidate& candidate : result.candidates) {
    if (candidate.totals.peak > peak) break;
    if (best == nullptr || candidate.extra < best->extra) best = &candidate;
  }
  return best;
}

SearchResult inGrids(const Program& program, const SearchSpace& space, PatchSearchOptions options) {
  if (space.overlap != OverlapModes{}) {
    options.patches.overlap = space.overlap;
    options.patches.tiles = TilePolicy::clipped;
  }
  SearchResult result = searchPatches(program, options);
  result.space = space.name;
  return result;
}

SearchResult layersAlone(const Program& program) {
  SearchResult result;
  result.space = "layer";
  result.layerWise = simulateTotals(program, layerWise(program.graph));
  return result;
}

}  // namespace

std::span<const SearchSpace> searchSpaces() { return spaces; }

const SearchSpace& searchSpaceNamed(const std::string& name) {
  std::vector<std::string> names;
  for (const SearchSpace& space : spaces) {
    if (space.name == name) return space;
    names.emplace_back(space.name);
  }
  throw Error(ErrorCode::usage, "there is no schedule space '" + name + "'", {},
              closestName(name, names));
}

std::optional<FrontWords> frontWords(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return std::nullopt;
  for (const SearchSpace& space : spaces) {
    if (space.name != text.substr(0, colon) || space.method != SearchMethod::front) continue;
    if (const auto bytes = bytesFromText(text.substr(colon + 1))) return FrontWords{&space, *bytes};
  }
  return std::nullopt;
}

Schedule cheapestSchedule(const Program& program, const FrontWords& words, const Block& patches) {
  PatchSearchOptions options;
  options.patches = patches;
  const SearchResult result = searchSpace(program, *words.space, options);
  if (result.layerWise.peak <= words.peak) return layerWise(program.graph);
  const Candidate* best = cheapestWithin(result, words.peak);
  if (best != nullptr) {
    return relaxed(program, *best->schedule, [&](const Totals& totals, const Schedule&) {
      return totals.peak <= words.peak;
    });
  }
  const bool none = result.candidates.empty();
  throw Error(ErrorCode::unsupported,
              fmt::format("no schedule of the space '{}' has a peak of {} or less",
                          words.space->name, kib(words.peak)),
              {},
              none ? "run it layer by layer"
                   : fmt::format("the least is {}",
                                 candidateName(program.graph, result.candidates.front())));
}

SearchResult searchSpace(const Program& program, const SearchSpace& space,
                         const PatchSearchOptions& options) {
  if (space.method == SearchMethod::grids) return inGrids(program, space, options);
  SearchResult result = space.method == SearchMethod::layers
                            ? layersAlone(program)
                            : frontOf(program, space.name, options);
  recommend(program.graph, options.patches, options.budget, result);
  return result;
}

}  // namespace tessera
