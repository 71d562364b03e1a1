#pragma once

#include <string>

#include "core/graph.h"
#include "sim/export/library.h"
#include "sim/export/network_code.h"
#include "sim/schedule/schedule.h"

namespace tessera::exported {

/// What the files of a library are written from.
struct NetworkText {
  const Graph& graph;
  const Schedule& schedule;
  const Library& library;  ///< its sizes
  const NetworkCode& code;
};

std::string networkHeader(const NetworkText& text);
std::string networkSource(const NetworkText& text);
/// main.c: runs the test vector.
std::string exampleProgram(const NetworkText& text);
std::string readme(const NetworkText& text);
std::string makefile();
std::string cmakeFile();

}  // namespace tessera::exported
