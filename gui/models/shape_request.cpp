#include "gui/models/shape_request.h"

namespace tessera::gui {

std::vector<ShapeRequest> shapesAskedFor(const std::string& message) {
  const std::string option = " --input-shape ";
  std::vector<ShapeRequest> requests;
  std::size_t at = message.find(option);
  while (at != std::string::npos) {
    const std::size_t begin = at + option.size();
    at = message.find(option, begin);
    const std::string words = message.substr(begin, at - begin);
    const std::size_t equals = words.rfind('=');
    if (equals == std::string::npos || equals == 0) continue;
    requests.push_back({words.substr(0, equals), words.substr(equals + 1)});
  }
  return requests;
}

}  // namespace tessera::gui
