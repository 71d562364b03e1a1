#include "sim/report/headline.h"

#include <fmt/core.h>

#include "sim/report/model_text.h"
#include "sim/report/run_figures.h"
#include "sim/study/demand.h"

namespace tessera {
namespace {

std::string kernelsText(Kernels kernels) {
  switch (kernels) {
    case Kernels::cmsisNn:
      return ", CMSIS-NN's DSP kernels";
    case Kernels::cmsisNnC:
      return ", CMSIS-NN's kernels in C";
    case Kernels::cmsisNnMve:
      return ", CMSIS-NN's Helium kernels";
    case Kernels::reference:
      return ", portable kernels";
    case Kernels::tinyengine:
    case Kernels::none:
      break;
  }
  return {};
}

std::string peakSentence(const ModelReport& model, const ScheduleRun& run) {
  std::string text = "peak " + kib(run.trace.totals.peak);
  const std::string at = peakOperator(model.graph, run);
  if (!at.empty()) text += " at '" + at + "'";
  if (run.arena) text += ", arena " + kib(run.arena->plan.arena);
  return text;
}

/// Memory beside the chip that would do.
std::string externalClause(const DeviceFit& fit) {
  if (!fit.external) return {};
  return "; " + fit.external->name + ", " + kib(fit.external->bytes) +
         " beside the chip and slower, would hold it";
}

}  // namespace

std::string misfitClause(const DeviceFit& fit) {
  const auto missing = [](const Fit& memory) { return kib(Bytes(0) - memory.margin()); };
  const bool flash = fit.flash && !fit.flash->fits();
  if (!fit.sram.fits()) {
    return "SRAM is " + missing(fit.sram) + " too small" +
           (flash ? ", flash " + missing(*fit.flash) : "") + externalClause(fit);
  }
  return flash ? "flash is " + missing(*fit.flash) + " too small" : "";
}

std::string roomClause(const DeviceFit& fit) {
  return kib(fit.sram.needed) + " of " + kib(fit.sram.available) + " SRAM" +
         (fit.arrays.empty() ? "" : " in two arrays");
}

std::string countedAs(const Runtime& runtime, const std::string& deployment, bool assumed) {
  return runtimeText(runtime) + kernelsText(runtime.rules.scratch) + ", " + deployment +
         (assumed ? ", assumed" : "");
}

Headline headlineOf(const ModelReport& model, const Runtime& runtime,
                    const std::optional<TargetReport>& target, const ScheduleRun& run) {
  const std::string why = whyCannotRun(runtime, model, run);
  if (!why.empty()) return {runtime.name + " cannot run it: " + why, Ink::alarm};
  if (!target) return {peakSentence(model, run), Ink::bold};
  const DeviceFit fit = fitOf(target->device, demandOf(runtime, model, run));
  const std::string on = isBoard(target->device) ? " " + target->device.name : "";
  const std::string misfit = misfitClause(fit);
  if (!misfit.empty()) return {"does not fit" + on + ": " + misfit, Ink::alarm};
  if (fit.atLeast) return {"needs at least " + roomClause(fit), Ink::bold};
  const std::string unsure = fit.flashUnsure ? ", but the flash may be too small" : "";
  return {"fits" + on + ": " + roomClause(fit) + unsure, unsure.empty() ? Ink::good : Ink::bold};
}

}  // namespace tessera
