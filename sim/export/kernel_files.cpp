#include "sim/export/kernel_files.h"

#include <algorithm>
#include <sstream>
#include <string_view>

#include "core/error.h"
#include "sim/export/embedded.h"

namespace tessera::exported {
namespace {

std::string_view kernelText(const std::string& name) {
  for (const EmbeddedFile& file : embeddedKernels()) {
    if (file.name == name) return file.text;
  }
  throw Error(ErrorCode::internal, "there is no kernel file '" + name + "'");
}

bool hasKernel(const std::string& name) {
  const auto files = embeddedKernels();
  return std::any_of(files.begin(), files.end(),
                     [&](const EmbeddedFile& file) { return file.name == name; });
}

/// Files put together, each once; their include lines are gathered apart.
class Bundle {
 public:
  /// Also adds the headers that the file includes: before it, or to `headers` where those are
  /// apart.
  void add(const std::string& name, Bundle& headers) {
    if (!met_.insert(name).second) return;
    std::string body;
    std::istringstream lines{std::string(kernelText(name))};
    for (std::string line; std::getline(lines, line);) {
      constexpr std::string_view include = "#include ";
      if (!line.starts_with(include)) {
        body += line + '\n';
        continue;
      }
      const std::string what = line.substr(include.size());
      if (what.starts_with('<')) {
        system_.insert(line);
      } else {
        headers.add(what.substr(1, what.size() - 2), headers);
      }
    }
    body.erase(0, body.find_first_not_of('\n'));
    body_ += "\n/* " + name + " */\n" + body;
  }

  const std::set<std::string>& names() const { return met_; }

  std::string text() const {
    std::string includes;
    for (const std::string& line : system_) includes += line + '\n';
    return includes + body_;
  }

 private:
  std::set<std::string> met_;
  std::set<std::string> system_;
  std::string body_;
};

constexpr const char* licence =
    "/* Kernels of Tessera, under its licence (Apache 2.0, see Tessera's LICENSE).\n"
    " * int8, 32-bit sums and fixed-point multipliers, rounded as TensorFlow Lite's kernels do. "
    "*/\n";

}  // namespace

KernelFiles kernelFiles(const std::set<std::string>& kernels) {
  Bundle headers;
  Bundle sources;
  for (const std::string& name : kernels) {
    headers.add(name + ".h", headers);
    sources.add(name + ".c", headers);
  }
  // A kernel that calls another's functions includes its header.
  for (std::size_t known = 0; known < headers.names().size();) {
    known = headers.names().size();
    for (const std::string& name : std::set<std::string>(headers.names())) {
      const std::string source = name.substr(0, name.size() - 1) + "c";
      if (hasKernel(source)) sources.add(source, headers);
    }
  }
  return {std::string(licence) + "#ifndef TSR_KERNELS_H\n#define TSR_KERNELS_H\n\n" +
              headers.text() + "\n#endif\n",
          std::string(licence) + "#include \"kernels.h\"\n\n" + sources.text()};
}

}  // namespace tessera::exported
