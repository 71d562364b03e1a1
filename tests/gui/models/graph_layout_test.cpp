#include "gui/models/graph_layout.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tessera::gui {
namespace {

LayoutRequest chain(std::size_t nodes) {
  LayoutRequest request{nodes, 200, 50, {}, {}};
  for (std::size_t i = 0; i + 1 < nodes; ++i) request.edges.emplace_back(i, i + 1);
  return request;
}

bool overlap(const LayoutBox& a, const LayoutBox& b) {
  return a.left < b.right() && b.left < a.right() && a.top < b.bottom() && b.top < a.bottom();
}

void expectApartAndInside(const GraphLayout& layout) {
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
    const LayoutBox& box = layout.nodes[i];
    EXPECT_GE(std::min(box.left, box.top), 0);
    EXPECT_LE(box.right(), layout.width);
    EXPECT_LE(box.bottom(), layout.height);
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_FALSE(overlap(box, layout.nodes[j])) << i << " " << j;
  }
}

TEST(GraphLayout, ReadersLieBelowWriters) {
  LayoutRequest request = chain(6);
  request.edges.emplace_back(1, 4);
  const GraphLayout layout = layoutGraph(request);
  ASSERT_EQ(layout.nodes.size(), 6U);
  EXPECT_TRUE(layout.layered);
  expectApartAndInside(layout);
  for (std::size_t e = 0; e < request.edges.size(); ++e) {
    const auto [from, to] = request.edges[e];
    EXPECT_LT(layout.nodes[from].bottom(), layout.nodes[to].top);
    ASSERT_GE(layout.edges[e].size(), 4U);
    EXPECT_EQ(layout.edges[e].size() % 3, 1U);
  }
}

TEST(GraphLayout, FramesHoldTheirNodesAndNoOthers) {
  LayoutRequest request = chain(8);
  request.groups = {{0, 1, 2}};
  const GraphLayout layout = layoutGraph(request);
  ASSERT_EQ(layout.groups.size(), 1U);
  const LayoutBox frame = layout.groups[0].at(0);
  for (std::size_t i = 0; i < 8; ++i) EXPECT_EQ(overlap(frame, layout.nodes[i]), i < 3) << i;
}

TEST(GraphLayout, AWrappedChainFillsAWideView) {
  LayoutRequest request = chain(60);
  request.groups = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}};
  const GraphLayout layout = fitted(layoutGraph(request), request, {1600, 900}, 0.5);
  expectApartAndInside(layout);
  EXPECT_GT(layout.width, layout.height);
  for (std::size_t e = 0; e < request.edges.size(); ++e) {
    const LayoutBox& from = layout.nodes[request.edges[e].first];
    const LayoutBox& to = layout.nodes[request.edges[e].second];
    EXPECT_NEAR(layout.edges[e].front().y, from.bottom(), 1.5);
    EXPECT_NEAR(layout.edges[e].back().y, to.top, 1.5);
    EXPECT_GE(layout.edges[e].front().x, from.left);
    EXPECT_LE(layout.edges[e].back().x, to.right());
    for (const LayoutPoint& at : layout.edges[e]) {
      EXPECT_TRUE(at.x >= 0 && at.x <= layout.width && at.y >= 0 && at.y <= layout.height) << e;
    }
  }
  for (const std::size_t node : request.groups[0]) {
    EXPECT_TRUE(
        std::any_of(layout.groups[0].begin(), layout.groups[0].end(),
                    [&](const LayoutBox& part) { return overlap(part, layout.nodes[node]); }));
  }
}

TEST(GraphLayout, TooManyNodesAreListed) {
  LayoutRequest request = chain(mostLayered + 1);
  request.groups = {{2, 3}};
  const GraphLayout layout = layoutGraph(request);
  EXPECT_FALSE(layout.layered);
  ASSERT_EQ(layout.nodes.size(), mostLayered + 1);
  EXPECT_LT(layout.nodes[0].bottom(), layout.nodes[1].top);
  EXPECT_TRUE(overlap(layout.groups[0].at(0), layout.nodes[3]));
  EXPECT_FALSE(overlap(layout.groups[0].at(0), layout.nodes[4]));
  const GraphLayout shown = fitted(layout, request, {1600, 900}, 0.6);
  EXPECT_EQ(shown.nodes.size(), mostLayered + 1);
  EXPECT_LE(shown.width * 0.6, 1600);
}

TEST(GraphLayout, TooLongEdgesAreListed) {
  LayoutRequest request = chain(1000);
  for (std::size_t i = 0; i + 40 < 1000; ++i) request.edges.emplace_back(i, i + 40);
  EXPECT_FALSE(layoutGraph(request).layered);
}

TEST(GraphLayout, LargeGraphsAreLaidOutLessThoroughly) {
  LayoutRequest request = chain(1200);
  for (std::size_t i = 0; i + 4 < 1200; i += 4) request.edges.emplace_back(i, i + 4);
  const GraphLayout layout = layoutGraph(request);
  EXPECT_TRUE(layout.layered);
  expectApartAndInside(fitted(layout, request, {1600, 900}, 0.6));
}

TEST(GraphLayout, NothingIsNothing) { EXPECT_TRUE(layoutGraph({}).nodes.empty()); }

}  // namespace
}  // namespace tessera::gui
