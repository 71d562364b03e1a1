#include "cli/report_formats.h"

#include "cli/terminal.h"

namespace tessera::cli {

std::vector<Export> documentsWanted(const OutputArguments& output) {
  std::vector<Export> files;
  std::vector<Export> printed;
  for (const Export& document : output.exports) {
    (isStdout(document.path) ? printed : files).push_back(document);
  }
  if (!output.format.empty() || !output.path.empty() || printed.empty()) {
    files.push_back({output.format, output.path});
  }
  files.insert(files.end(), printed.begin(), printed.end());
  return files;
}

bool asksForReport(const OutputArguments& output) {
  return !output.format.empty() || !output.path.empty() || !output.exports.empty();
}

TextStyle styleFor(const std::string& path, ColorWish color) {
  return isStdout(path) ? stdoutStyle(color) : fileStyle(color);
}

}  // namespace tessera::cli
