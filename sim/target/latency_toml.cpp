#include "sim/target/latency_toml.h"

#include <fmt/core.h>

#include <cmath>
#include <vector>

#include "sim/target/target_values.h"

namespace tessera {
namespace {

constexpr double mostFactor = 1000;

double numberAt(const Placed& at) {
  const double value = at.number();
  if (!(value >= 0) || value > mostFactor) {
    at.fail(fmt::format("{} is out of range", value), "give a number from 0 to 1000");
  }
  return value;
}

double megahertzAt(const Placed& at) {
  const double megahertz = at.number();
  if (!(megahertz > 0) || megahertz > 10'000) {
    at.fail(fmt::format("{} MHz is out of range", megahertz), "give the clock in MHz");
  }
  return megahertz;
}

double required(const Placed& table, const char* key, const char* hint) {
  return numberAt(table.required(key, hint));
}

/// A number for each term; `absent` where there is none.
TermCycles readTerms(const Placed& table, double absent) {
  std::vector<std::string> keys;
  for (std::size_t t = 0; t < latencyTerms; ++t) {
    keys.emplace_back(name(static_cast<LatencyTerm>(t)));
  }
  table.checkKeys(keys);
  TermCycles terms;
  terms.fill(absent);
  for (std::size_t t = 0; t < latencyTerms; ++t) {
    if (const auto at = table.member(keys[t])) terms[t] = numberAt(*at);
  }
  return terms;
}

TermCycles readFactors(const Placed& table) {
  constexpr double asCounted = 1;
  return readTerms(table, asCounted);
}

FamilyMix readFamily(const Placed& table) {
  table.checkKeys({"name", "shares"});
  return {nameAt(table.required("name", "give the name of the family")),
          readTerms(table.required("shares", "give each term's share of the counted cycles"), 0)};
}

BoardLatency readBoard(const Placed& table) {
  table.checkKeys({"board", "mcu", "version", "core", "clock_mhz", "clock_assumed", "rows", "scale",
                   "flash_byte_cycles", "spill_byte_cycles"});
  BoardLatency board;
  board.board = nameAt(table.required("board", "give the name of the board"));
  board.mcu = optionalText(table.member("mcu")).value_or("");
  board.version = optionalText(table.member("version")).value_or("");
  const Placed core = table.required("core", "give the core, such as core = \"cortex-m4\"");
  const auto build = coreBuildOf(core.string());
  if (!build) core.fail("a core without kernel counts", "cortex-m0+, m3, m4, m7, m33, m55 or m85");
  board.core = *build;
  if (const auto at = table.member("clock_mhz")) board.clockHz = 1e6 * megahertzAt(*at);
  if (const auto at = table.member("clock_assumed")) board.clockAssumed = at->boolean();
  board.scale = required(table, "scale", "give measured cycles for each counted cycle");
  if (const auto at = table.member("flash_byte_cycles")) board.flashByte = numberAt(*at);
  if (const auto at = table.member("spill_byte_cycles")) board.spillByte = numberAt(*at);
  if (const auto at = table.member("rows")) {
    board.rows = static_cast<std::size_t>(
        integerAt(*at, 0, 1'000'000, "how many measurements are behind it"));
  }
  return board;
}

VersionFactors readVersion(const Placed& table) {
  table.checkKeys({"version", "factors"});
  return {nameAt(table.required("version", "give the version of the engine")),
          readFactors(table.required("factors", "give its factors"))};
}

std::string familyToml(const FamilyMix& family) {
  std::string shares;
  for (std::size_t t = 0; t < latencyTerms; ++t) {
    const std::string share = fmt::format("{:.4f}", family.shares[t]);
    if (share == "0.0000") continue;
    shares += fmt::format("{}{} = {}", shares.empty() ? "" : ", ",
                          name(static_cast<LatencyTerm>(t)), share);
  }
  return fmt::format("\n[[latency.families]]\nname = {}\nshares = {{ {} }}\n",
                     tomlText(family.family), shares);
}

std::string factorsToml(const TermCycles& factors) {
  std::string text;
  for (std::size_t t = 0; t < latencyTerms; ++t) {
    text += fmt::format("{} = {:.4f}\n", name(static_cast<LatencyTerm>(t)), factors[t]);
  }
  return text;
}

}  // namespace

std::string tomlText(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  }
  return result + "\"";
}

LatencyModel readLatency(const Placed& table) {
  table.checkKeys({"engine", "source", "rows", "error_fitted", "error_model_left_out",
                   "error_family_left_out", "interval", "prunes_dead_channels", "folds_pads",
                   "own_kernels", "factors", "versions", "families", "boards"});
  LatencyModel model;
  model.engine = optionalText(table.member("engine")).value_or("");
  model.source = optionalText(table.member("source")).value_or("");
  if (const auto at = table.member("prunes_dead_channels")) {
    model.prunesDeadChannels = at->boolean();
  }
  if (const auto at = table.member("rows")) {
    model.rows = static_cast<std::size_t>(
        integerAt(*at, 0, 1'000'000, "how many measurements are behind it"));
  }
  model.errorFitted = required(table, "error_fitted", "calibrate writes it");
  model.errorUnseenModel = required(table, "error_model_left_out", "calibrate writes it");
  model.errorUnseenFamily = required(table, "error_family_left_out", "calibrate writes it");
  if (const auto at = table.member("families")) {
    for (const Placed& family : at->elements()) model.families.push_back(readFamily(family));
  }
  // A file of before has no interval: some twice a mean error.
  model.interval = 2 * model.errorUnseenFamily;
  if (const auto at = table.member("interval")) model.interval = numberAt(*at);
  if (const auto at = table.member("own_kernels")) model.ownKernels = at->boolean();
  if (const auto at = table.member("folds_pads")) model.foldsPads = at->boolean();
  if (const auto at = table.member("versions")) {
    for (const Placed& version : at->elements()) model.versions.push_back(readVersion(version));
  }
  model.factors.fill(1.0);
  if (const auto at = table.member("factors")) model.factors = readFactors(*at);
  constexpr const char* boardHint = "a latency needs a board that was measured";
  const Placed boards = table.required("boards", boardHint);
  for (const Placed& board : boards.elements()) model.boards.push_back(readBoard(board));
  if (model.boards.empty()) boards.fail("no boards", boardHint);
  return model;
}

std::string latencyToml(const LatencyModel& model) {
  const auto known = [](const char* key, const std::string& value) {
    return value.empty() ? "" : fmt::format("{} = {}\n", key, tomlText(value));
  };
  std::string text = "[latency]\n" + known("engine", model.engine) + known("source", model.source);
  text += fmt::format(
      "rows = {}\nerror_fitted = {:.4f}\nerror_model_left_out = {:.4f}\n"
      "error_family_left_out = {:.4f}\ninterval = {:.4f}\n",
      model.rows, model.errorFitted, model.errorUnseenModel, model.errorUnseenFamily,
      model.interval);
  if (model.prunesDeadChannels) {
    text += fmt::format("prunes_dead_channels = {}\n", *model.prunesDeadChannels);
  }
  if (model.ownKernels) text += "own_kernels = true\n";
  if (model.foldsPads) text += "folds_pads = true\n";
  text += "\n[latency.factors]\n" + factorsToml(model.factors);
  for (const VersionFactors& of : model.versions) {
    text += fmt::format("\n[[latency.versions]]\nversion = {}\n\n[latency.versions.factors]\n",
                        tomlText(of.version)) +
            factorsToml(of.factors);
  }
  for (const FamilyMix& family : model.families) text += familyToml(family);
  for (const BoardLatency& board : model.boards) {
    text += fmt::format("\n[[latency.boards]]\nboard = {}\n", tomlText(board.board));
    text += known("mcu", board.mcu) + known("version", board.version);
    text += fmt::format("core = \"{}\"\n", name(board.core));
    if (board.clockHz > 0) text += fmt::format("clock_mhz = {}\n", board.clockHz / 1e6);
    if (board.clockAssumed) text += "clock_assumed = true\n";
    text += fmt::format(
        "rows = {}\nscale = {:.4f}\nflash_byte_cycles = {:.4f}\n"
        "spill_byte_cycles = {:.4f}\n",
        board.rows, board.scale, board.flashByte, board.spillByte);
  }
  return text;
}

}  // namespace tessera
