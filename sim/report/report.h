#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/graph.h"
#include "sim/schedule/schedule.h"
#include "sim/target/runtime.h"
#include "sim/trace.h"

namespace tessera {

/// A rewrite that the importer knows, and how often it applied.
struct RewriteLine {
  std::string name;
  std::string description;
  std::size_t count = 0;
  bool enabled = true;
};

/// The network under report and where it came from.
struct ModelReport {
  std::string name;                  ///< of the model; the file's stem where the file has none
  std::string format;                ///< "ONNX IR 8, opset 13"
  std::string producer;              ///< may be empty
  std::string deployment;            ///< "int8"
  std::string deploymentAssumption;  ///< one sentence
  std::vector<RewriteLine> rewrites;
  std::vector<std::string> warnings;
  Graph graph;  ///< as deployed
};

struct SimulationReport {
  ModelReport model;
  Schedule schedule;
  Runtime runtime;
  Trace trace;
};

/// Version of all JSON reports; grows when a key changes its meaning or goes away.
constexpr int reportSchemaVersion = 1;

}  // namespace tessera
