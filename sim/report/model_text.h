#pragma once

#include <string>

#include "core/work.h"
#include "sim/study/results.h"

namespace tessera {

/// "300.77 M (300 774 272), without 1 operator of unknown work".
std::string workText(const Graph& graph);

/// "3 487 816, 3406.1 KiB in flash".
std::string parametersText(const Graph& graph);

/// "300.77 M", or "300.77 M + ?" where the work of some operators is unknown.
std::string macsTotalText(const ModelWork& work);

/// "1470.0 KiB (1 505 280 B)"; below 1 KiB "768 B".
std::string bytesText(Bytes bytes);

/// The runtime's name, and what kind of bound its memory is where it is one.
std::string runtimeText(const Runtime& runtime);

}  // namespace tessera
