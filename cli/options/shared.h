#pragma once

#include "cli/arguments.h"
#include "cli/options/command_line.h"

namespace tessera::cli {

/// The options that read a model: MODEL, --input-shape, --dtype, --rewrite, --no-rewrite.
void addModelOptions(CommandOptions& options, ModelArguments& model,
                     CommandOptions::Need need = CommandOptions::Need::required);

/// --dtype.
void addDtypeOption(CommandOptions& options, ModelArguments& model);

/// --schedule: what to run, in what pieces.
void addScheduleOption(CommandOptions& options, std::string& schedule);

/// --format and --export, of a report that has these forms; -o and --color with them.
void addFormatOptions(CommandOptions& options, const std::vector<std::string>& formats,
                      OutputArguments& output);
void addOutputOptions(CommandOptions& options, const std::vector<std::string>& formats,
                      OutputArguments& output);
void addColorOption(CommandOptions& options, OutputArguments& output);

/// --runtime, --count and how patches are run.
void addCountingOptions(CommandOptions& options, CountingArguments& counting);

/// --planner and --time-limit.
void addPlannerOptions(CommandOptions& options, std::optional<PlannerKind>& planner,
                       std::chrono::milliseconds& timeLimit);

/// --target.
void addTargetOption(CommandOptions& options, TargetArguments& target);

/// --order and --order-time-limit.
void addOrderOptions(CommandOptions& options, OrderArguments& order);

}  // namespace tessera::cli
