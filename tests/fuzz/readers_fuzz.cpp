#include <array>
#include <stdexcept>

#include "importers/tensor_file.h"
#include "sim/check/baseline.h"
#include "sim/check/config.h"
#include "sim/check/read_report.h"
#include "sim/cost/measurements.h"
#include "sim/located/located_json.h"
#include "sim/memory/problem_csv.h"
#include "sim/schedule/schedule_json.h"
#include "sim/target/read_device.h"
#include "sim/target/read_runtime.h"
#include "tests/fuzz/import_file.h"
#include "tests/support/bottleneck.h"

namespace tessera::fuzz {
namespace {

using Reader = void (*)(const std::string& text, const std::string& file);

/// What can be written reads back as the same; `rewritten` reads a text and writes what it read.
template <class Rewritten>
void readAndWrite(const std::string& text, const Rewritten& rewritten) {
  const std::string written = rewritten(text);
  std::string again;
  try {
    again = rewritten(written);
  } catch (const Error& error) {
    throw std::runtime_error("wrote what is refused: " + std::string(error.what()));
  }
  if (again != written) throw std::runtime_error("wrote what reads back otherwise: " + written);
}

void runtime(const std::string& text, const std::string& file) {
  readAndWrite(text, [&](const auto& from) { return writeRuntime(readRuntime(from, file)); });
}

void schedule(const std::string& text, const std::string& file) {
  static const Graph graph = test::bottlenecks();
  readAndWrite(text, [&](const auto& from) {
    return writeSchedule(graph, readSchedule(graph, from, file));
  });
}

void baseline(const std::string& text, const std::string& file) {
  readAndWrite(text, [&](const auto& from) { return writeBaseline(readBaseline(from, file)); });
}

void problem(const std::string& text, const std::string& file) {
  readAndWrite(text, [&](const auto& from) { return problemCsv(parseProblemCsv(from, file)); });
}

void report(const std::string& text, const std::string& file) {
  readReport(parseLocatedJson(text, file), file);
}

void tensor(const std::string& bytes, const std::string& file) {
  static const Workspace workspace(file);
  readTensorFile(workspace.model(bytes));
}

/// The digits '0' to '8' choose them.
constexpr std::array<Reader, 9> readers{
    [](const auto& text, const auto& file) { readDevice(text, file); },
    runtime,
    schedule,
    [](const auto& text, const auto& file) { readCheckConfig(text, file); },
    baseline,
    report,
    problem,
    [](const auto& text, const auto& file) { readMeasurements(text, file); },
    tensor};

/// Whether a user who reads it knows which file to mend, and how.
bool helps(const Error& error, const std::string& file) {
  const bool refuses = error.code() == ErrorCode::input || error.code() == ErrorCode::unsupported;
  const bool names = error.where().find(file) != std::string::npos;
  return refuses && names && !error.hint().empty();
}

}  // namespace
}  // namespace tessera::fuzz

/// The first byte chooses the reader, the others are its file. It may be refused with an error that
/// names the file and what to do; any other exception is a finding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tessera;
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string file = "file";
  try {
    fuzz::readers[static_cast<std::uint8_t>(*data - '0') % fuzz::readers.size()](text, file);
  } catch (const Error& error) {
    if (!fuzz::helps(error, file)) throw std::runtime_error(error.what());
  }
  return 0;
}
