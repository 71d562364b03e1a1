#include "cli/commands/architecture.h"

#include "cli/architecture_reader.h"
#include "cli/exit_code.h"
#include "core/architecture/architecture_json_write.h"
#include "core/error.h"
#include "importers/architecture/build_float.h"

namespace tessera::cli {

int architecture(const ArchitectureArguments& arguments) {
  if (arguments.saveOnnx == "-") {
    throw Error(ErrorCode::usage, "an ONNX model goes to a file, not to stdout", "--save-onnx",
                "name a file");
  }
  const arch::Architecture found = architectureIn(arguments.path, arguments.output.verbosity);
  if (!arguments.saveOnnx.empty()) {
    arch::SampleOptions options;
    options.seed = static_cast<std::uint64_t>(arguments.seed);
    arch::buildFloat(found, options).save(arguments.saveOnnx);
  }
  writeOutput(arguments.output.path, arch::architectureJson(found));
  return exitDone;
}

}  // namespace tessera::cli
