#include <gtest/gtest.h>

#include <string>

#include "sim/memory/validate.h"
#include "sim/run/arena.h"
#include "sim/run/simulate.h"
#include "tests/cli/sample_graph.h"

// What TensorFlow Lite Micro (2026-08) reports for MLPerf Tiny's models: the head that its greedy
// planner places, and how many scratch buffers are in it.

namespace tessera {
namespace {

/// Imported without the rewrites that the runtime does not make.
Graph sampleFor(const std::string& name, const Runtime& runtime, Deployment deployment) {
  ImportOptions options;
  options.rewrites.disabled.insert(runtime.rewritesNotMade.begin(), runtime.rewritesNotMade.end());
  return test::sampleGraph(name, deployment, options);
}

struct Head {
  std::int64_t arena = 0;
  std::int64_t peak = 0;
  std::size_t scratchBuffers = 0;

  friend bool operator==(const Head&, const Head&) = default;
};

Head headOf(const std::string& name, Kernels kernels, Deployment deployment = Deployment::int8) {
  Runtime runtime = runtimeNamed("tflm");
  runtime.rules.scratch = kernels;
  const Graph graph = sampleFor(name, runtime, deployment);
  const Trace trace = simulate(graph, layerWise(graph), runtime);
  const RunArena run = planArena(trace, runtime);
  EXPECT_FALSE(validate(run.problem, run.plan).has_value());
  Head head{run.plan.arena.count(), run.plan.peak.count(), 0};
  for (const Buffer& buffer : trace.buffers) {
    if (buffer.kind == BufferKind::scratch) ++head.scratchBuffers;
  }
  return head;
}

struct Reported {
  const char* model;
  Head reference;
  Head cmsisNn;
};

class TfliteMicro : public testing::TestWithParam<Reported> {};

/// The float sample deployed as int8 and the quantised one are the same network.
TEST_P(TfliteMicro, PlansTheHeadThatItReports) {
  const Reported& reported = GetParam();
  for (const std::string suffix : {"", "-int8"}) {
    const std::string model = reported.model + suffix;
    EXPECT_EQ(headOf(model, Kernels::reference), reported.reference) << model;
    EXPECT_EQ(headOf(model, Kernels::cmsisNn), reported.cmsisNn) << model;
  }
}

INSTANTIATE_TEST_SUITE_P(
    MlperfTiny, TfliteMicro,
    testing::Values(Reported{"autoencoder", {768, 768, 0}, {768, 768, 0}},
                    Reported{"ds-cnn", {16000, 16000, 0}, {16000, 16000, 2}},
                    Reported{"mobilenetv1-0.25-96", {73728, 55296, 0}, {73728, 55296, 2}},
                    Reported{"resnet8", {49152, 49152, 0}, {49728, 49728, 8}}));

TEST(TfliteMicro, FloatModelsTakeFourTimesAsMuch) {
  const auto head = [](const char* model) {
    return headOf(model, Kernels::cmsisNn, Deployment::float32);
  };
  EXPECT_EQ(head("autoencoder"), (Head{3072, 3072, 0}));
  EXPECT_EQ(head("resnet8"), (Head{196608, 196608, 0}));
  EXPECT_EQ(head("mobilenetv1-0.25-96"), (Head{294912, 221184, 0}));
}

TEST(TfliteMicro, KeepsPadsAndReshapesAsOperators) {
  const Runtime runtime = runtimeNamed("tflm");
  const Graph graph = sampleFor("mobilenetv1-0.25-96", runtime, Deployment::int8);
  EXPECT_EQ(graph.operators().size(), 31U) << "as MLPerf Tiny's own .tflite has";
}

}  // namespace
}  // namespace tessera
