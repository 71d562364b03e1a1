#include "gui/models/usual_settings.h"

#include "core/error.h"
#include "importers/importer.h"
#include "sim/target/runtime.h"

namespace tessera::gui {

std::optional<bool> interpretedFile(const std::string& path) {
  try {
    return isInterpreted(path);
  } catch (const Error&) {
    return std::nullopt;
  }
}

RunSettings asUsualFor(const std::string& path, RunSettings settings, bool wasInterpreted,
                       bool runtimeChosen) {
  const std::optional<bool> is = interpretedFile(path);
  if (!is) return settings;  // opening it tells why
  if (!runtimeChosen && settings.runtime == usualRuntime(wasInterpreted)) {
    settings.runtime = usualRuntime(*is);
  }
  return settings;
}

}  // namespace tessera::gui
