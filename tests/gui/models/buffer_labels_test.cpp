#include "gui/models/buffer_labels.h"

#include <gtest/gtest.h>

#include "tests/gui/support.h"

namespace tessera::gui {
namespace {

TEST(CommonPrefix, EndsWithAWord) {
  EXPECT_EQ(commonPrefix({"net/block_1/add", "net/block_2/conv"}), 4U);
  EXPECT_EQ(commonPrefix({"b1.expand", "b2.expand"}), 0U);
  EXPECT_EQ(commonPrefix({"model/a", "model/a"}), 6U);
  EXPECT_EQ(commonPrefix({"model/only"}), 0U) << "one name is not cut";
  EXPECT_EQ(commonPrefix({}), 0U);
}

TEST(BufferLabels, NameTheOperatorThatWrites) {
  const gui::Run run = test::mobilenet();
  const BufferLabels labels(run);
  const Graph& graph = run->report.model.graph;
  const auto& buffers = run->report.run.trace.buffers;
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    const auto forms = labels.forms(i);
    ASSERT_FALSE(forms.empty());
    const auto producer = graph.producer(buffers[i].tensor);
    const std::string written = producer ? graph[*producer].name : "input";
    EXPECT_TRUE(forms.front().starts_with(written)) << forms.front();
    for (std::size_t form = 1; form < forms.size(); ++form) {
      EXPECT_LT(forms[form].size(), forms[form - 1].size());
    }
  }
}

}  // namespace
}  // namespace tessera::gui
