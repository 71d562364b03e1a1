#include "tests/support/c_prover.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <set>
#include <stdexcept>

#include "sim/export/embedded.h"
#include "sim/export/kernel_files.h"

namespace tessera::test {
namespace {

constexpr const char* compile =
    "cc -std=c99 -pedantic -Wall -Wextra -Werror -O1 -fsanitize=address,undefined "
    "-fno-sanitize-recover=all ";

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path) << text;
}

/// What the command prints on both streams.
std::string printedBy(const std::string& command) {
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::string printed;
  std::array<char, 4096> buffer{};
  while (fgets(buffer.data(), buffer.size(), pipe) != nullptr) printed += buffer.data();
  pclose(pipe);
  return printed;
}

std::set<std::string> allKernels() {
  std::set<std::string> names;
  for (const EmbeddedFile& file : embeddedKernels()) {
    if (file.name.ends_with(".c")) names.emplace(file.name.substr(0, file.name.size() - 2));
  }
  return names;
}

}  // namespace

CProver::CProver() {
  const exported::KernelFiles files = exported::kernelFiles(allKernels());
  write(folder_.path() / "kernels.h", files.header);
  write(folder_.path() / "kernels.c", files.source);
  const std::string printed =
      printedBy("cd " + folder_.path().string() + " && " + compile + "-c kernels.c");
  if (!printed.empty()) throw std::runtime_error("the kernels do not compile: " + printed);
}

std::string CProver::verdict(const exported::Library& library) {
  const auto folder = folder_.path() / std::to_string(runs_++);
  std::filesystem::create_directory(folder);
  for (const auto& [name, text] : library.files) {
    if (!name.starts_with("kernels")) write(folder / name, text);
  }
  write(folder / "prove.c", exported::proofProgram());
  const std::string printed = printedBy("cd " + folder.string() + " && " + compile +
                                        "-I.. -o prove prove.c ../kernels.o && ./prove");
  std::filesystem::remove_all(folder);
  return printed == "bits_equal 1 guards_intact 1\n" ? "bits equal" : printed;
}

CProver& cProver() {
  static CProver prover;
  return prover;
}

}  // namespace tessera::test
