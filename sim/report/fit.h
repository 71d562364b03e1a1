#pragma once

#include <string>
#include <vector>

#include "sim/report/document.h"
#include "sim/study/fit_advice.h"

namespace tessera {

/// The answer to a question of fit, and what would help where nothing of it fits.
struct FitReport {
  FitQuestion question;
  FitAnswer answer;
  std::vector<Advice> advice;  ///< of the best row; empty where it fits or many were asked
};

/// Whether one model on one board was asked, perhaps under several runtimes.
bool isOneScreen(const FitReport& report);

/// Whether the best row is to be told what would help: it is all that was asked, has figures and
/// does not fit.
bool wantsAdvice(const FitReport& report);

/// "tessera fit model.onnx --target ...", which prints just that row.
std::string fitCommand(const FitReport& report, const FitRow& row);

/// Of one model on one board what it needs, what has and what is to blame, and what would help; of
/// many a table, the best runtime of each board or, where `all` is wished, every row.
Document documentOf(const FitReport& report, bool all, const Reader& reader);

/// As JSON: "combinations" with "fits", "sram", "flash", "latency" and "peak"; "advice".
std::string fitJson(const FitReport& report);

/// Why nothing fits, of the best row; empty where something does.
std::string misfitText(const FitReport& report);

}  // namespace tessera
