#pragma once

#include <string>

#include "core/work.h"
#include "sim/report/text_style.h"
#include "sim/study/results.h"

namespace tessera {

/// The lines that open every text report: name, format, deployment.
std::string modelHeading(const ModelReport& model, const TextStyle& style);

/// Warnings, and what unsupported operators mean for the totals; empty where there are none.
std::string modelCaveats(const ModelReport& model, const TextStyle& style);

/// "300.77 M (300 774 272), without 1 operator of unknown work".
std::string workText(const Graph& graph);

/// "3 487 816, 3406.1 KiB in flash".
std::string parametersText(const Graph& graph);

/// "300.77 M", or "300.77 M + ?" where the work of some operators is unknown.
std::string macsTotalText(const ModelWork& work);

/// "1470.0 KiB (1 505 280 B)"; below 1 KiB "768 B".
std::string bytesText(Bytes bytes);

/// The rewrites that applied or are switched off, one line each.
std::string rewritesText(const ModelReport& model, const TextStyle& style);

/// A section title on a line of its own, preceded by an empty line; as clean and as short as a line
/// of `keyLine`.
std::string sectionTitle(const std::string& title, const TextStyle& style);

/// "  key          text", wrapped to the style's width with a hanging indent; a longer word loses
/// its middle, and control characters become question marks.
std::string keyLine(const std::string& key, const std::string& text, const TextStyle& style,
                    std::size_t keyWidth = 20);

/// That no engine runs these patches under the runtime; empty where one does, or where the runtime
/// is a way of counting alone.
std::string cannotRunText(const Runtime& runtime, const ScheduleRun& run);

/// `cannotRunText` as a report's line "cannot run"; nothing where it is empty.
std::string cannotRunLine(const Runtime& runtime, const ScheduleRun& run, const TextStyle& style);

/// The runtime's name, and what kind of bound its memory is where it is one.
std::string runtimeText(const Runtime& runtime);

}  // namespace tessera
