#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "cli/terminal.h"
#include "core/deployment.h"
#include "core/shape.h"

namespace tessera::cli {

enum class Format : std::uint8_t { text, json, csv };

/// What every command that reads a model understands.
struct ModelArguments {
  std::string path;
  std::map<std::string, Shape> inputShapes;
  std::vector<std::string> disabledRewrites;
  Deployment deployment = Deployment::int8;
};

struct OutputArguments {
  Format format = Format::text;
  std::string path;  ///< empty: stdout
  ColorWish color = ColorWish::automatic;
};

struct InspectArguments {
  ModelArguments model;
  OutputArguments output;
  bool all = false;
};

struct SimulateArguments {
  ModelArguments model;
  OutputArguments output;
  std::string schedule = "layer";
  std::string runtime = "liveness";
  bool why = false;
  bool all = false;
};

/// Text that answers the command line by itself: help or version.
struct Answer {
  std::string text;
};

using Arguments = std::variant<Answer, InspectArguments, SimulateArguments>;

/// Reads the command line. Throws Error(usage) where it makes no sense.
Arguments parseArguments(int argc, const char* const* argv);

/// "x=1x3x224x224" -> {"x", 1x3x224x224}; "x=scalar" is rank 0. Throws Error(usage).
std::pair<std::string, Shape> parseInputShape(const std::string& text);

}  // namespace tessera::cli
