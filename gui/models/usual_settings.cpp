#include "gui/models/usual_settings.h"

#include "core/error.h"
#include "importers/importer.h"
#include "sim/target/runtime.h"

namespace tessera::gui {

RunSettings asUsualFor(const std::string& path, RunSettings settings, bool wasInterpreted,
                       const ChosenSettings& chosen) {
  try {
    const bool is = isInterpreted(path);
    if (!chosen.runtime && settings.runtime == usualRuntime(wasInterpreted)) {
      settings.runtime = usualRuntime(is);
    }
    if (!chosen.deployment && settings.deployment == usualDeployment(wasInterpreted)) {
      settings.deployment = usualDeployment(is);
    }
  } catch (const Error&) {
    return settings;  // opening it tells why
  }
  return settings;
}

}  // namespace tessera::gui
