#include "cli/host_proof.h"

#include <cstdlib>
#include <sstream>
#include <string_view>

#include "cli/process.h"
#include "cli/terminal.h"
#include "core/error.h"
#include "core/temporary_folder.h"

namespace tessera::cli {
namespace {

std::string compiler() {
  const char* const chosen = std::getenv("CC");
  return chosen != nullptr && *chosen != '\0' ? chosen : "cc";
}

const std::vector<std::string> strictFlags{"-std=c99", "-pedantic", "-Wall",
                                           "-Wextra",  "-Werror",   "-O2"};

void compile(const std::string& folder, const std::vector<std::string>& more) {
  std::vector<std::string> words{compiler()};
  words.insert(words.end(), strictFlags.begin(), strictFlags.end());
  words.insert(words.end(), more.begin(), more.end());
  const auto ended = runProgram(words, folder);
  if (!ended) {
    throw Error(ErrorCode::input, "there is no C compiler to prove the library with", compiler(),
                "install gcc, or set CC");
  }
  if (ended->code == 0) return;
  const std::string first = ended->printed.substr(0, ended->printed.find('\n'));
  throw Error(ErrorCode::internal, "the compiler refuses the library: " + oneLine(first), {},
              "this is a bug, please report it");
}

/// What the sections of the library's objects come to, as `size -A -d` lists them.
void addSections(const std::string& listed, ExportProof& proof) {
  std::istringstream lines(listed);
  ExportProof::Sections sections;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string name;
    std::int64_t bytes = 0;
    if (!(words >> name >> bytes)) continue;
    const auto begins = [&](std::string_view with) { return name.starts_with(with); };
    if (begins(".text") || begins(".rodata") || begins(".data.rel.ro")) {
      sections.flash += Bytes(bytes);
    } else if (begins(".bss")) {
      sections.bss += Bytes(bytes);
    } else if (begins(".data")) {
      sections.data += Bytes(bytes);
    }
  }
  proof.sections = sections;
}

void measure(const std::string& folder, ExportProof& proof) {
  compile(folder, {"-fno-pic", "-fno-asynchronous-unwind-tables", "-c", "network.c", "kernels.c"});
  const auto sizes = runProgram({"size", "-A", "-d", "network.o", "kernels.o"}, folder);
  if (sizes && sizes->code == 0) addSections(sizes->printed, proof);
}

}  // namespace

ExportProof proveOnHost(const exported::Library& library) {
  const TemporaryFolder temporary;
  const std::string folder = temporary.path().string();
  for (const auto& [name, text] : library.files) writeOutput(folder + "/" + name, text);
  writeOutput(folder + "/prove.c", exported::proofProgram());
  ExportProof proof;
  proof.core = "host";
  proof.compiler = compiler();
  compile(folder, {"-o", "prove", "prove.c", "kernels.c"});
  const auto ended = runProgram({"./prove"}, folder);
  const std::string printed = ended ? ended->printed : "";
  proof.bitsEqual = printed.find("bits_equal 1") != std::string::npos;
  proof.guardsIntact = printed.find("guards_intact 1") != std::string::npos;
  measure(folder, proof);
  return proof;
}

}  // namespace tessera::cli
