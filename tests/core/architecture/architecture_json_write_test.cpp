#include "core/architecture/architecture_json_write.h"

#include <gtest/gtest.h>

#include "core/architecture/architecture_json_read.h"
#include "tests/support/random_architecture.h"

namespace tessera::arch {
namespace {

TEST(ArchitectureJson, ReadsBackAsItWasWritten) {
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    const Architecture made = test::randomArchitecture(seed);
    const std::string text = architectureJson(made);
    EXPECT_EQ(parseArchitecture(text, "net.json"), made) << text;
  }
}

TEST(ArchitectureJson, WhatMostLayersShareStandsOnce) {
  const Architecture read = parseArchitecture(
      R"({"schema": 1, "name": "n", "source": "s", "input": [3, 8, 8], "layers": [
        {"conv": {"name": "a", "out": 4, "kernel": 3, "padding": "symmetric", "activation": "relu"}},
        {"conv": {"name": "b", "out": 4, "kernel": [1, 3], "padding": "symmetric",
                  "activation": "relu"}},
        {"conv": {"name": "c", "out": 4, "kernel": 1}}]})",
      "net.json");
  EXPECT_EQ(architectureJson(read), R"({
  "schema": 1,
  "name": "n",
  "source": "s",
  "input": [3,8,8],
  "defaults": {"activation":"relu","padding":"symmetric","batch_norm":false},
  "layers": [
    {"conv":{"name":"a","out":4,"kernel":3}},
    {"conv":{"name":"b","out":4,"kernel":[1,3]}},
    {"conv":{"name":"c","out":4,"kernel":1,"padding":"same","activation":"none"}}
  ]
}
)");
}

}  // namespace
}  // namespace tessera::arch
