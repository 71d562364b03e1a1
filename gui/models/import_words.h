#pragma once

#include <string>

#include "gui/models/run_settings.h"

namespace tessera::gui {

/// "image=1x3x224x224 mask=1x224": the shapes of graph inputs, as the panel's line has them.
std::string inputShapeWords(const RunSettings& settings);

/// Throws Error(usage) where a word is no shape.
void readInputShapes(const std::string& words, RunSettings& settings);

/// "400 MHz"; empty: the board's.
std::string clockWords(const RunSettings& settings);

/// Throws Error(usage) where it is none.
void readClock(const std::string& words, RunSettings& settings);

/// "scratch=none round_to=4": the counting rules that are set.
std::string switchWords(const RunSettings& settings);

/// Throws Error(usage) where a word is no KEY=VALUE.
void readSwitches(const std::string& words, RunSettings& settings);

/// "+alias-reshapes -fuse-pad": the rewrites to make and to leave out.
std::string rewriteWords(const RunSettings& settings);

/// Throws Error(usage) where a word has no sign.
void readRewrites(const std::string& words, RunSettings& settings);

}  // namespace tessera::gui
