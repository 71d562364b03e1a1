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

/// "8.1": the version of the engine whose latency is asked for; empty: the latest.
std::string versionWords(const RunSettings& settings);
void readVersion(const std::string& words, RunSettings& settings);

/// "65536B": what a run may take of SRAM in all; empty: the board's.
std::string sramWords(const RunSettings& settings);

/// Throws Error(usage) where it is no size.
void readSram(const std::string& words, RunSettings& settings);

/// "planner=5000 order=0": how far the searches of a run go, where it is not as usual.
std::string stepWords(const RunSettings& settings);

/// Throws Error(usage) where a word is neither of them with a number of 0 or more.
void readSteps(const std::string& words, RunSettings& settings);

/// "scratch=none round_to=4": the counting rules that are set.
std::string switchWords(const RunSettings& settings);

/// Throws Error(usage) where a word is no KEY=VALUE.
void readSwitches(const std::string& words, RunSettings& settings);

/// "+alias-reshapes -fuse-pad": the rewrites to make and to leave out.
std::string rewriteWords(const RunSettings& settings);

/// Throws Error(usage) where a word has no sign.
void readRewrites(const std::string& words, RunSettings& settings);

}  // namespace tessera::gui
