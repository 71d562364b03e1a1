#include "sim/report/fit_words.h"

#include <fmt/core.h>

#include <algorithm>

#include "sim/report/headline.h"
#include "sim/report/model_text.h"
#include "sim/report/target_report.h"

namespace tessera {
std::string fitWord(const FitRow& row) {
  if (!row.failed.empty()) return "no figures";
  if (!row.cannotRun.empty()) return "cannot run";
  if (!row.fit.sram.fits()) return "SRAM too small";
  if (row.fit.flash && !row.fit.flash->fits()) return "flash too small";
  if (!row.inTime.value_or(true)) return "too slow";
  if (row.fit.atLeast) return "needs at least";
  if (row.timeUnknown) return "time unknown";
  if (row.fit.flashUnsure) return "may not fit";
  return row.timeUnsure ? "may be too slow" : "fits";
}

std::string countedAs(const FitRow& row) {
  return countedAs(row.runtime, row.deployment, row.deploymentAssumed);
}

std::string shortTime(double milliseconds) {
  if (milliseconds >= 1000.0) return fmt::format("{:.2f} s", milliseconds / 1000.0);
  const int digits = milliseconds >= 100.0 ? 0 : milliseconds >= 1.0 ? 1 : 3;
  return fmt::format("{:.{}f} ms", milliseconds, digits);
}

std::string placeText(const FitRow& row) {
  if (!row.target) return {};
  if (isBoard(row.target->device)) return targetTitle(*row.target);
  return "a budget of " + bytesText(row.fit.sram.available);
}

std::string fitSentence(const FitRow& row) {
  if (!row.failed.empty()) return row.failed;
  const std::string under = " under " + row.runtime.name;
  if (!row.cannotRun.empty()) return row.runtime.name + " cannot run it: " + row.cannotRun;
  const std::string misfit = misfitClause(row.fit);
  const bool slow = !row.inTime.value_or(true);
  const std::string late = slow ? "; too slow: " + shortTime(row.milliseconds.value_or(0)) : "";
  if (!misfit.empty()) return "does not fit" + under + ": " + misfit + late;
  if (!row.inTime.value_or(true)) {
    return "is too slow" + under + ": " + shortTime(row.milliseconds.value_or(0));
  }
  if (row.fit.atLeast) return "needs at least " + roomClause(row.fit) + under;
  if (row.timeUnknown) {
    return "may be too slow" + under + ": its time is not known; " + roomClause(row.fit);
  }
  const std::string flash = row.fit.flashUnsure ? ", but the flash may be too small" : "";
  const std::string time = row.timeUnsure ? fmt::format(", but {} +-{:.0f} % may be too slow",
                                                        shortTime(row.milliseconds.value_or(0)),
                                                        100 * row.target->latency->expectedError)
                                          : "";
  return "fits" + under + ": " + roomClause(row.fit) + flash + time;
}

std::string liveText(const FitRow& row, std::size_t most) {
  std::string text;
  const std::size_t shown = std::min(most, row.live.size());
  for (std::size_t i = 0; i < shown; ++i) {
    text += (i > 0 ? ", " : "") + row.live[i].name + " " + kib(row.live[i].bytes);
  }
  if (row.live.size() > shown) text += fmt::format(" and {} more", row.live.size() - shown);
  return text;
}

}  // namespace tessera
