#include "sim/nas/space_study.h"

#include <gtest/gtest.h>
#include <oneapi/tbb/global_control.h>

#include <map>

#include "core/rank_correlation.h"
#include "sim/nas/read_space.h"
#include "sim/target/runtime.h"

namespace tessera::nas {
namespace {

SpaceRequest requestOf(const std::string& space, std::int64_t samples) {
  SpaceRequest request{spaceNamedOrRead(space), {runtimeNamed("liveness").rules}};
  request.samples = samples;
  return request;
}

TEST(SpaceStudy, IsTheSameOnOneCoreAndOnTwo) {
  SpaceRequest request = requestOf("micronets-kws", 40);
  request.limits.sram = Bytes(40'000);
  const SpaceStudy two = studySpace(request, {});
  const tbb::global_control oneCore(tbb::global_control::max_allowed_parallelism, 1);
  const SpaceStudy one = studySpace(request, {});
  ASSERT_EQ(one.rows.size(), two.rows.size());
  for (std::size_t i = 0; i < one.rows.size(); ++i) EXPECT_EQ(one.rows[i].kept, two.rows[i].kept);
  EXPECT_EQ(one.best, two.best);
}

TEST(SpaceStudy, KeepsWhatFitsAndNothingElse) {
  SpaceRequest request = requestOf("micronets-kws", 50);
  const SpaceStudy all = studySpace(request, {});
  for (const SpaceRow& row : all.rows) EXPECT_EQ(row.kept.size(), 50U);
  request.limits.flash = Bytes(20'000);
  const SpaceStudy some = studySpace(request, {});
  for (std::size_t i = 0; i < some.rows.size(); ++i) {
    EXPECT_LE(some.rows[i].kept.size(), all.rows[i].kept.size());
    EXPECT_EQ(some.rows[i].samples, 50);
  }
  request.limits.sram = Bytes(10);
  const SpaceStudy none = studySpace(request, {});
  EXPECT_FALSE(none.best);
  EXPECT_GT(none.smallest.cost.peak, Bytes(10));
}

// MCUNet (Lin et al., NeurIPS 2020), figure 3: mean MACs in millions of ten spaces at 320 kB and 1
// MB.
TEST(SpaceStudy, OrdersTinyNassSpacesAsPublished) {
  const std::map<std::pair<double, std::int64_t>, double> published{
      {{0.5, 144}, 52.0}, {{0.4, 144}, 46.9}, {{0.5, 128}, 46.9}, {{0.6, 112}, 41.3},
      {{0.4, 128}, 39.3}, {{0.7, 112}, 38.4}, {{0.5, 112}, 38.3}, {{0.3, 160}, 32.5},
      {{0.4, 112}, 32.4}, {{0.7, 96}, 31.4}};
  SpaceRequest request = requestOf("tinynas", 1000);
  request.limits.sram = Bytes(320 * 1024);
  request.limits.flash = Bytes(1024 * 1024);
  const SpaceStudy study = studySpace(request, {});
  std::vector<double> ours, theirs;
  for (const SpaceRow& row : study.rows) {
    const auto known = published.find(
        {request.space.widths[row.width], request.space.resolutions[row.resolution][0]});
    if (known == published.end() || row.kept.empty()) continue;
    ours.push_back(row.meanMacs());
    theirs.push_back(known->second);
  }
  EXPECT_GE(ours.size(), 8U);
  EXPECT_GE(rankCorrelation(ours, theirs), 0.95);
}

}  // namespace
}  // namespace tessera::nas
