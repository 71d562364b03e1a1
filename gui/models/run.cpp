#include "gui/models/run.h"

#include "sim/search/schedule_named_or_read.h"

namespace tessera::gui {

std::vector<std::string> filesOf(const RunData& run) {
  std::vector<std::string> files{run.path};
  const RunSettings& settings = run.settings;
  if (isScheduleFile(settings.schedule)) files.push_back(settings.schedule);
  for (const std::string& toml : {settings.runtime, settings.board}) {
    if (toml.ends_with(".toml")) files.push_back(toml);
  }
  return files;
}

}  // namespace tessera::gui
