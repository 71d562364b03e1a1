#include <benchmark/benchmark.h>

#include <QApplication>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>

#include "gui/models/execute.h"
#include "gui/views/arena_view.h"
#include "gui/views/main_window.h"
#include "gui/views/theme.h"
#include "gui/views/timeline_chart.h"
#include "gui/views/timeline_view.h"

// Limits: MobileNetV2 at 8x8 opens to its first picture in 500 ms, a zoom or a pan repaints in
// 16 ms, a changed schedule is simulated in 50 ms; a trace of 200,000 steps in 33 ms and 400 MB.
// Views are 1200 x 400 pixels each.
namespace tessera::gui {
namespace {

constexpr std::size_t syntheticSteps = 200'000;

RunSettings settings() {
  RunSettings chosen;
  chosen.schedule = "patch:8x8@auto";
  chosen.board = "NUCLEO-H743ZI2";
  return chosen;
}

std::string model() { return TESSERA_SAMPLES "/mbv2-w1.0-r224-int8.onnx"; }

Run mobilenet() {
  const Runtime runtime = runtimeOf(settings());
  Run last;
  execute(*loadModel(model(), settings(), runtime, nullptr), settings(), runtime,
          [&](Run run) { last = std::move(run); });
  return last;
}

/// So many steps, each with a buffer of its own that lives for 2 to 6 steps, at eight addresses in
/// turn: no picture can leave much of it out.
Run synthetic() {
  RunData data = *mobilenet();
  ScheduleRun& run = data.report.run;
  const std::vector<Step> pattern = run.trace.steps;
  run.trace = {};
  RunArena arena;
  constexpr std::int64_t slot = 64 * 1024;
  for (std::size_t i = 0; i < syntheticSteps; ++i) {
    Step step = pattern[i % pattern.size()];
    const auto begin = static_cast<std::int64_t>(i);
    const Interval live{begin, std::min<std::int64_t>(begin + 2 + (begin * 7) % 5, syntheticSteps)};
    const Bytes bytes(slot - (begin * 7919) % (slot / 2));
    const auto kind = i % 16 == 0 ? BufferKind::activation : BufferKind::tile;
    run.trace.buffers.push_back(
        {data.report.model.graph[step.op].outputs.front(), kind, bytes, live, 1, step.patch, {}});
    arena.problem.buffers.push_back({bytes, live, 1, {}, {}});
    arena.plan.offsets.emplace_back(begin % 8 * slot);
    step.live = Bytes(0);
    run.trace.steps.push_back(step);
  }
  for (const Buffer& buffer : run.trace.buffers) {
    for (std::int64_t i = buffer.steps.begin; i < buffer.steps.end; ++i) {
      run.trace.steps[static_cast<std::size_t>(i)].live += buffer.bytes;
    }
  }
  for (std::size_t i = 0; i < run.trace.steps.size(); ++i) {
    if (run.trace.steps[i].live <= run.trace.totals.peak) continue;
    run.trace.totals.peak = run.trace.steps[i].live;
    run.trace.totals.peakStep = i;
  }
  arena.plan.arena = Bytes(8 * slot);
  arena.plan.peak = run.trace.totals.peak;
  run.arena = std::move(arena);
  return std::make_shared<const RunData>(std::move(data));
}

/// The two views above each other.
struct Window {
  explicit Window(const Run& run) {
    axis.setRun(run);
    selection.setRun(run);
    for (QWidget* view : std::initializer_list<QWidget*>{&timeline, &arena}) {
      view->resize(1200, 400);
      view->show();
    }
    timeline.setRun(run);
    arena.setRun(run);
    QApplication::processEvents();
    repaint();
  }
  void repaint() {
    timeline.chart().viewport()->repaint();
    arena.repaint();
  }

  Selection selection;
  TimeAxis axis;
  TimelineView timeline{selection, axis};
  ArenaView arena{selection, axis};
};

double peakMegabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) == 0) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

/// The whole window, from a control of the schedule panel to everything redrawn, with the arena.
void changeSchedule(benchmark::State& state) {
  MainWindow window;
  window.resize(1360, 900);
  window.show();
  Document& document = window.document();
  const auto settle = [&] {
    while (document.busy()) QApplication::processEvents();
    QApplication::processEvents();
  };
  document.open(model());
  settle();
  RunSettings chosen = settings();
  for (auto _ : state) {
    chosen.schedule = chosen.schedule == "patch:8x8@auto" ? "patch:4x4@auto" : "patch:8x8@auto";
    const auto start = std::chrono::steady_clock::now();
    document.setSettings(chosen);
    settle();
    state.SetIterationTime(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
}
BENCHMARK(changeSchedule)->UseManualTime()->Unit(benchmark::kMillisecond);

/// From the start of the program's work to a window with all its views painted.
void openWindow(benchmark::State& state) {
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    MainWindow window;
    window.resize(1360, 900);
    window.show();
    window.document().setSettings(settings());
    window.document().open(model());
    while (window.document().busy()) QApplication::processEvents();
    window.grab();
    state.SetIterationTime(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
}
BENCHMARK(openWindow)->UseManualTime()->Unit(benchmark::kMillisecond);

void openToFirstPicture(benchmark::State& state) {
  using Clock = std::chrono::steady_clock;
  for (auto _ : state) {
    const auto begin = Clock::now();
    std::chrono::duration<double> first{};
    const Runtime runtime = runtimeOf(settings());
    const auto loaded = loadModel(model(), settings(), runtime, nullptr);
    execute(*loaded, settings(), runtime, [&](const Run& run) {
      if (first.count() > 0) return;
      const Window window(run);
      first = Clock::now() - begin;
    });
    state.SetIterationTime(first.count());
  }
}
BENCHMARK(openToFirstPicture)->UseManualTime()->Unit(benchmark::kMillisecond);

enum class View { timeline, arena };

void repaint(Window& window, View view) {
  if (view == View::timeline) window.timeline.chart().viewport()->repaint();
  if (view == View::arena) window.arena.repaint();
}

/// Nothing has changed but the cursor.
void cursor(benchmark::State& state, Run (*run)(), View view) {
  Window window(run());
  std::int64_t step = 0;
  for (auto _ : state) {
    window.selection.selectStep(step++ % window.axis.steps());
    repaint(window, view);
  }
}

/// A tenth of the whole moves along.
void pan(benchmark::State& state, Run (*run)(), View view) {
  Window window(run());
  const double end = window.axis.end();
  window.axis.zoomTo({0, end / 10});
  double by = end / 1000;
  for (auto _ : state) {
    window.axis.pan(by);
    if (window.axis.visible().end >= end || window.axis.visible().begin <= 0) by = -by;
    repaint(window, view);
  }
}

/// From the whole to a few steps and back.
void zoom(benchmark::State& state, Run (*run)(), View view) {
  Window window(run());
  int notch = 0;
  for (auto _ : state) {
    window.axis.zoomAround(window.axis.end() * 0.4, ++notch % 40 < 20 ? 0.8 : 1.25);
    repaint(window, view);
  }
}

/// The whole, moved by next to nothing: each repaint works everything out anew.
void whole(benchmark::State& state, Run (*run)(), View view) {
  Window window(run());
  const double end = window.axis.end();
  int turn = 0;
  for (auto _ : state) {
    window.axis.zoomTo({0, ++turn % 2 == 0 ? end : end * 0.999});
    repaint(window, view);
  }
  state.counters["peak_MB"] = peakMegabytes();
}

#define TESSERA_REPAINTS(run)                                                                    \
  BENCHMARK_CAPTURE(whole, run##_timeline, run, View::timeline)->Unit(benchmark::kMillisecond);  \
  BENCHMARK_CAPTURE(whole, run##_arena, run, View::arena)->Unit(benchmark::kMillisecond);        \
  BENCHMARK_CAPTURE(zoom, run##_timeline, run, View::timeline)->Unit(benchmark::kMillisecond);   \
  BENCHMARK_CAPTURE(zoom, run##_arena, run, View::arena)->Unit(benchmark::kMillisecond);         \
  BENCHMARK_CAPTURE(pan, run##_timeline, run, View::timeline)->Unit(benchmark::kMillisecond);    \
  BENCHMARK_CAPTURE(pan, run##_arena, run, View::arena)->Unit(benchmark::kMillisecond);          \
  BENCHMARK_CAPTURE(cursor, run##_timeline, run, View::timeline)->Unit(benchmark::kMillisecond); \
  BENCHMARK_CAPTURE(cursor, run##_arena, run, View::arena)->Unit(benchmark::kMillisecond)

TESSERA_REPAINTS(mobilenet);
TESSERA_REPAINTS(synthetic);

}  // namespace
}  // namespace tessera::gui

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QApplication application(argc, argv);
  QApplication::setPalette(tessera::gui::lightPalette());
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
