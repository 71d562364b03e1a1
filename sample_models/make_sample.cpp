#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/architecture/architecture_json_read.h"
#include "core/error.h"
#include "importers/architecture/build_float.h"
#include "sample_models/build_qdq.h"
#include "sample_models/synthetic.h"

namespace tessera::arch {
namespace {

constexpr const char* examples =
    "Examples:\n"
    "  tessera-make-sample --list\n"
    "  tessera-make-sample sample_models/architectures/resnet8.json -o resnet8.onnx\n"
    "  tessera-make-sample resnet8.json --dtype int8 --seed 7 -o resnet8-int8.onnx\n"
    "  tessera-make-sample --chain 100000 -o chain.onnx\n"
    "  tessera-make-sample --wide 100 -o wide.onnx";

struct Request {
  std::string architecture;
  std::string dtype = "float32";
  std::string output;
  std::optional<std::int64_t> chain;
  std::optional<std::int64_t> wide;
  bool list = false;
  SampleOptions options;
};

void describe(CLI::App& app, Request& request) {
  app.footer(examples);
  auto* file = app.add_option("ARCHITECTURE", request.architecture, "an architecture's JSON file");
  auto* list = app.add_flag("--list", request.list, "list the architectures that come along");
  auto* chain = app.add_option("--chain", request.chain, "instead: a chain of N small operators");
  auto* wide = app.add_option("--wide", request.wide, "instead: N MiB of weights");
  chain->type_name("N")->excludes(file)->excludes(list);
  wide->type_name("N")->excludes(file)->excludes(list)->excludes(chain);
  file->excludes(list);
  app.add_option("--dtype", request.dtype, "float32, or int8 in QDQ form")
      ->check(CLI::IsMember({"float32", "int8"}))
      ->excludes(chain)
      ->excludes(wide)
      ->capture_default_str();
  app.add_option("--opset", request.options.opset, "the ONNX operator set, 7 to 17")
      ->type_name("N")
      ->capture_default_str();
  app.add_option("--seed", request.options.seed, "of the pseudo-random weights")
      ->type_name("N")
      ->capture_default_str();
  app.add_option("-o,--output", request.output, "the ONNX file to write")->type_name("FILE");
}

void listArchitectures(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  if (failure) {
    throw Error(ErrorCode::input, "the architectures are not there", folder.string(),
                "they come with the source code");
  }
  std::sort(files.begin(), files.end());
  fmt::print("{}\n", folder.string());
  for (const auto& file : files) {
    fmt::print("  {:<26} {}\n", file.filename().string(), readArchitecture(file).description);
  }
}

onnx_import::ModelWriter build(const Request& request) {
  if (request.chain) return buildChain(*request.chain, request.options);
  if (request.wide) return buildWide(*request.wide, request.options);
  const Architecture architecture = readArchitecture(request.architecture);
  return request.dtype == "int8" ? buildQdq(architecture, request.options)
                                 : buildFloat(architecture, request.options);
}

void run(const Request& request) {
  if (request.list) {
    listArchitectures(TESSERA_ARCHITECTURES);
    return;
  }
  if (request.architecture.empty() && !request.chain && !request.wide) {
    throw Error(ErrorCode::usage, "nothing to make", {},
                "name an architecture's JSON file, --chain N or --wide N");
  }
  if (request.output.empty()) {
    throw Error(ErrorCode::usage, "no output file is named", {}, "add -o FILE.onnx");
  }
  build(request).save(request.output);
}

int main(int argc, char** argv) {
  CLI::App app("Writes an ONNX model of a known architecture, with pseudo-random weights.",
               "tessera-make-sample");
  Request request;
  describe(app, request);
  try {
    app.parse(argc, argv);
    run(request);
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(ErrorCode::usage);
  } catch (const Error& error) {
    fmt::print(stderr, "tessera-make-sample: {}\n", error.what());
    return static_cast<int>(error.code());
  } catch (const std::exception& error) {
    fmt::print(stderr, "tessera-make-sample: internal error: {}\n", error.what());
    return static_cast<int>(ErrorCode::internal);
  }
}

}  // namespace
}  // namespace tessera::arch

int main(int argc, char** argv) { return tessera::arch::main(argc, argv); }
