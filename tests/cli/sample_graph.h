#pragma once

#include <string>

#include "core/deployment.h"
#include "importers/importer.h"

namespace tessera::test {

/// A generated sample, imported and deployed.
inline Graph sampleGraph(const std::string& name, Deployment deployment = Deployment::int8,
                         const ImportOptions& options = {}) {
  const std::string path = std::string(TESSERA_BINARY_DIR) + "/sample_models/" + name + ".onnx";
  return Graph(deploy(importModel(path, options).network, deployment));
}

}  // namespace tessera::test
