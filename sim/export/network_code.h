#pragma once

#include <set>
#include <string>

#include "sim/export/placed_schedule.h"

namespace tessera::exported {

/// What network.c is made of.
struct NetworkCode {
  std::string tables;             ///< constants, and the schedule
  std::string run;                ///< the body of network_run
  std::set<std::string> kernels;  ///< files of sim/export/kernels, without their endings
  bool streams = false;           ///< the application delivers the input tile by tile
};

/// Writes a placed schedule as C. Throws Error(unsupported), naming the operator, where it has no
/// kernel.
NetworkCode networkCode(const Graph& graph, const PlacedSchedule& schedule);

}  // namespace tessera::exported
