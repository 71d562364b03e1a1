#pragma once

#include <string>
#include <vector>

namespace tessera::gui {

/// An input whose shape the file leaves open: "image" and "1x3x<height>x<width>".
struct ShapeRequest {
  std::string input;
  std::string shape;
};

/// Those that an importer's error asks for with `--input-shape`; empty where it asks for none.
std::vector<ShapeRequest> shapesAskedFor(const std::string& message);

}  // namespace tessera::gui
