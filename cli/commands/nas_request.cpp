#include "cli/commands/nas_request.h"

#include "core/error.h"
#include "sim/run/program_costs.h"
#include "sim/study/budgets.h"
#include "sim/study/load_model.h"

namespace tessera::cli {
namespace {

/// How well time is known. Throws where a program of the runtime has no cost on the board.
LatencyMatch checkedLatency(const NetworkRules& rules, const std::string& version) {
  if (!rules.target) {
    throw Error(ErrorCode::usage, "--latency means nothing without --target", {}, "name a board");
  }
  arch::Architecture small;
  small.name = "probe";
  small.input = Shape{1, 8, 8, 8};
  arch::ConvLayer conv;
  conv.name = "probe";
  conv.out = 8;
  small.layers = {conv};
  const Graph graph = nas::graphOf(small, rules.costs.deployment);
  Program program(graph, rules.runtime.rules);
  const TargetLatency latency = setCosts(program, rules.runtime, rules.target->device, version);
  const bool known = !program.costs.empty() && latency.match && rules.target->device.clock;
  if (known) return *latency.match;
  throw Error(ErrorCode::usage, "--latency cannot be met: " + latency.whyNot, {},
              "`tessera calibrate --help` tells how a runtime gets a latency");
}

}  // namespace

NetworkRules networkRules(const StudyRequest& request, const std::optional<Bytes>& flash,
                          const std::optional<std::chrono::nanoseconds>& latency) {
  NetworkRules rules;
  rules.runtime = runtimeOf(request, false);
  rules.target = targetOf(request);
  rules.costs.counting = rules.runtime.rules;
  rules.patches = patchesOf(request, rules.runtime);
  rules.limits.sram = budgetOf(sramLimit(request.sram, rules.target), rules.runtime, std::nullopt);
  rules.limits.flash = flash;
  if (!flash && rules.target) rules.limits.flash = rules.target->device.flash.bytes;
  if (!latency) return rules;
  rules.target->latency = checkedLatency(rules, request.engineVersion);
  rules.limits.latency = latency;
  rules.limits.cycles = cycleBudget(latency, rules.target);
  rules.costs.setCosts = [runtime = rules.runtime, device = rules.target->device,
                          version = request.engineVersion](Program& program) {
    setCosts(program, runtime, device, version);
  };
  return rules;
}

}  // namespace tessera::cli
