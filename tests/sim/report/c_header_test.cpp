#include "sim/report/c_header.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/support/property.h"

namespace tessera {
namespace {

PlanReport bare(std::vector<std::string> names, std::string title) {
  PlanReport report;
  report.title = std::move(title);
  RunArena arena;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto step = static_cast<std::int64_t>(i);
    arena.problem.buffers.push_back({Bytes(8), {step, step + 1}, i == 0 ? 4 : 6, {}, {}});
  }
  arena.plan = planWith(arena.problem, std::vector<Bytes>(names.size(), Bytes(0)));
  report.names = std::move(names);
  report.bare = std::move(arena);
  return report;
}

TEST(CHeader, HasAGuardTheArenaAndEachOffset) {
  EXPECT_EQ(planCHeader(bare({"conv1", "2/add:0"}, "my net")),
            "/* The arena of my net.\n"
            " * Planned by tessera (planner exact): 8 bytes for a peak of 8, proven least.\n"
            " * Offsets are bytes from the start of the arena. */\n"
            "#ifndef MY_NET_ARENA_H\n"
            "#define MY_NET_ARENA_H\n"
            "\n"
            "#define MY_NET_ARENA_BYTES 8u\n"
            "#define MY_NET_ARENA_ALIGNMENT 12u\n"
            "\n"
            "#define MY_NET_OFFSET_CONV1 0u /* conv1: 8 bytes, steps 0 to 0 */\n"
            "#define MY_NET_OFFSET_2_ADD_0 0u /* 2/add:0: 8 bytes, steps 1 to 1 */\n"
            "\n"
            "#endif /* MY_NET_ARENA_H */\n");
}

TEST(CHeader, CommentsHoldNothingThatCouldEndThem) {
  const std::string text = planCHeader(bare({"*/ #error", "a\\\n",
                                             "?"
                                             "?/",
                                             "/* \xe2\x80\xae"},
                                            "7"));
  EXPECT_NE(text.find("/* _/ #error: 8 bytes"), std::string::npos) << text;
  EXPECT_NE(text.find("/* a__: 8 bytes"), std::string::npos) << text;
  EXPECT_NE(text.find("/* __/: 8 bytes"), std::string::npos) << text;
  EXPECT_NE(text.find("/* /_ ___: 8 bytes"), std::string::npos) << text;
  EXPECT_NE(text.find("#define MODEL_7_ARENA_BYTES"), std::string::npos) << text;
}

TEST(MacroNames, EqualOnesGetNumbers) {
  EXPECT_EQ(macroNames("P_", {"a.b", "a/b", "a_b_2", "A b"}),
            (std::vector<std::string>{"P_A_B", "P_A_B_2", "P_A_B_2_2", "P_A_B_3"}));
}

TEST(MacroNames, AreDifferentIdentifiersOf63CharactersAtMost) {
  test::checkProperty(200, [](const std::vector<std::string>& given) {
    std::vector<std::string> names = given;
    for (const std::string& name : given) names.push_back(std::string(70, 'x') + name);
    const std::vector<std::string> macros = macroNames("P_", names);
    RC_ASSERT(macros.size() == names.size());
    RC_ASSERT(std::set<std::string>(macros.begin(), macros.end()).size() == macros.size());
    for (const std::string& macro : macros) {
      RC_ASSERT(macro.size() <= 63U);
      RC_ASSERT(macro.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
                std::string::npos);
    }
  });
}

}  // namespace
}  // namespace tessera
