#include "sim/report/c_header.h"

#include <fmt/core.h>

#include <numeric>
#include <unordered_map>

#include "core/checked.h"

namespace tessera {
namespace {

constexpr std::size_t significant = 63;

std::string asMacro(const std::string& text) {
  std::string macro;
  for (const char c : text) {
    const bool lower = c >= 'a' && c <= 'z';
    const bool kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    macro += lower ? static_cast<char>(c - 'a' + 'A') : kept ? c : '_';
  }
  return macro;
}

/// Text for a comment: what could end it, open another, continue a line or turn a reader's eye
/// becomes an underscore.
std::string asComment(const std::string& text) {
  std::string comment;
  for (const char c : text) {
    const bool safe = c >= ' ' && c <= '~' && c != '*' && c != '\\' && c != '?';
    comment += safe ? c : '_';
  }
  return comment;
}

/// The first letter makes an identifier, whatever the file is called.
std::string prefixOf(const std::string& title) {
  const std::string macro = asMacro(title).substr(0, significant / 3);
  const bool letter = !macro.empty() && macro[0] >= 'A' && macro[0] <= 'Z';
  return letter ? macro : "MODEL_" + macro;
}

/// What an interpreter keeps behind what is planned, in the same array.
std::string besideText(const PlanReport& report) {
  if (!report.model || !report.model->run.persistent) return {};
  const Bytes kept = report.model->run.persistent->withoutVariables();
  return fmt::format(
      "\n * The interpreter keeps {} bytes more behind it: reserve {} for tensor_arena.",
      kept.count(), (report.arena().plan.arena + kept).count());
}

std::string summary(const PlanReport& report) {
  const ArenaPlan& plan = report.arena().plan;
  std::string what = report.title;
  if (report.model) {
    what += fmt::format(" under {}, runtime {}", report.model->run.schedule.name,
                        report.model->runtime.name);
    if (report.model->run.order.best) what += ", operators in the order of `tessera --order best`";
  }
  return fmt::format(
      "/* The arena of {}.\n * Planned by tessera (planner {}): {} bytes for a peak of {}, {}.\n"
      " * Offsets are bytes from the start of the arena.{} */\n",
      asComment(what), name(report.arena().planner), plan.arena.count(), plan.peak.count(),
      plan.proven ? "proven least" : "not proven least", besideText(report));
}

/// What every buffer's own alignment and the runtime's rounding divide.
std::int64_t alignmentOf(const PlanReport& report) {
  std::int64_t alignment = report.model ? report.model->runtime.roundTo : 1;
  for (const PlanBuffer& buffer : report.arena().problem.buffers) {
    alignment = checkedMul(alignment / std::gcd(alignment, buffer.alignment), buffer.alignment);
  }
  return alignment;
}

}  // namespace

std::vector<std::string> macroNames(const std::string& prefix,
                                    const std::vector<std::string>& names) {
  std::unordered_map<std::string, std::size_t> uses;  // of each macro, also as the stem of others
  std::vector<std::string> macros;
  for (const std::string& text : names) {
    const std::string wanted = (prefix + asMacro(text)).substr(0, significant);
    std::string macro = wanted;
    while (uses[macro] > 0) {
      const std::string suffix = fmt::format("_{}", ++uses[wanted]);
      macro = wanted.substr(0, significant - suffix.size()) + suffix;
    }
    ++uses[macro];
    macros.push_back(std::move(macro));
  }
  return macros;
}

std::string planCHeader(const PlanReport& report) {
  const RunArena& arena = report.arena();
  const std::string prefix = prefixOf(report.title);
  const std::vector<std::string> macros = macroNames(prefix + "_OFFSET_", report.names);
  std::string text = summary(report);
  text += fmt::format("#ifndef {0}_ARENA_H\n#define {0}_ARENA_H\n\n", prefix);
  text += fmt::format("#define {}_ARENA_BYTES {}u\n", prefix, arena.plan.arena.count());
  text += fmt::format("#define {}_ARENA_ALIGNMENT {}u\n\n", prefix, alignmentOf(report));
  for (std::size_t i = 0; i < macros.size(); ++i) {
    const PlanBuffer& buffer = arena.problem.buffers[i];
    text += fmt::format("#define {} {}u /* {}: {} bytes, steps {} to {} */\n", macros[i],
                        arena.plan.offsets[i].count(), asComment(report.names[i]),
                        buffer.size.count(), buffer.steps.begin, buffer.steps.end - 1);
  }
  return text + fmt::format("\n#endif /* {}_ARENA_H */\n", prefix);
}

}  // namespace tessera
