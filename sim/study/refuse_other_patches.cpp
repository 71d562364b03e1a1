#include "sim/study/refuse_other_patches.h"

#include <optional>

#include "core/error.h"

namespace tessera {
namespace {

/// What an option asks for and what the file says.
template <class Choice>
void refuseOther(const std::string& option, std::optional<Choice> asked, std::optional<Choice> said,
                 const std::string& file) {
  if (!asked || !said || *asked == *said) return;
  throw Error(ErrorCode::usage,
              option + " " + std::string(name(*asked)) +
                  " is not what the schedule file says: " + std::string(name(*said)),
              file, "leave it out, or change the file");
}

}  // namespace

void refuseOtherPatches(const StudyRequest& request, const Schedule& schedule,
                        const std::string& file) {
  for (const Block& block : schedule.blocks) {
    if (block.whole()) continue;
    refuseOther<TilePolicy>("--tiles", request.tiles, block.tiles, file);
    refuseOther<StageInput>("--stage-input", request.stageInput, block.input, file);
    refuseOther<TileBuffers>("--tile-buffers", request.tileBuffers, block.buffers, file);
  }
}

}  // namespace tessera
