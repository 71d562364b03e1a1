#include "sim/nas/space_study.h"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"

namespace tessera::nas {
namespace {

/// Whether somebody says so.
bool isOver(const SpaceWatch& watch) {
  return watch.stop != nullptr && watch.stop->load(std::memory_order_relaxed);
}

void addSample(const SpaceRequest& request, const Genome& genome, NetworkCosts& costs,
               SpaceRow& row) {
  const arch::Architecture network = architectureOf(request.space, genome);
  ++row.samples;
  if (!request.limits.allow(costs.of(network))) return;  // patches need no less of it
  const ScheduledCost found =
      scheduledCost(costs, network, request.schedules, request.limits.sram, request.patches);
  if (!found.fits || !request.limits.allow(found.cost)) return;
  row.kept.push_back(found.once.macs);  // whatever its schedule recomputes
}

/// Another stream of numbers for each width and resolution.
SplitMix streamOf(std::uint64_t seed, std::size_t row) {
  SplitMix mixed(seed);
  return SplitMix(mixed.next() ^ (static_cast<std::uint64_t>(row) * 0x9e3779b97f4a7c15));
}

}  // namespace

double SpaceRow::meanMacs() const {
  if (kept.empty()) return 0.0;
  double sum = 0.0;
  for (const Macs macs : kept) sum += static_cast<double>(macs.count());
  return sum / static_cast<double>(kept.size());
}

Macs SpaceRow::quantile(double part) const {
  const auto last = static_cast<double>(kept.size() - 1);
  return kept[static_cast<std::size_t>(std::llround(part * last))];
}

SpaceStudy studySpace(const SpaceRequest& request, const SpaceWatch& watch) {
  SpaceStudy study;
  const std::size_t resolutions = request.space.resolutions.size();
  study.rows.resize(request.space.widths.size() * resolutions);
  tbb::enumerable_thread_specific<NetworkCosts> costs(request.rules);
  std::atomic<std::size_t> done{0};
  const auto total = study.rows.size() * static_cast<std::size_t>(request.samples);
  const auto sample = [&](std::size_t index) {
    SpaceRow& row = study.rows[index];
    row.width = index / resolutions;
    row.resolution = index % resolutions;
    SplitMix random = streamOf(request.seed, index);
    for (std::int64_t i = 0; i < request.samples && !isOver(watch); ++i) {
      addSample(request, drawn(request.space, random, row.resolution, row.width), costs.local(),
                row);
      if (watch.progress) watch.progress(++done, total);
    }
    std::sort(row.kept.begin(), row.kept.end());
  };
  tbb::parallel_for(std::size_t{0}, study.rows.size(), sample);
  study.complete = !isOver(watch);
  for (std::size_t i = 0; i < study.rows.size(); ++i) {
    if (study.rows[i].kept.empty()) continue;
    if (!study.best || study.rows[i].meanMacs() > study.rows[*study.best].meanMacs()) {
      study.best = i;
    }
  }
  study.smallest =
      scheduledCost(costs.local(), architectureOf(request.space, smallest(request.space)),
                    request.schedules, request.limits.sram, request.patches);
  return study;
}

}  // namespace tessera::nas
