#pragma once

#include "cli/arguments.h"
#include "cli/options/command_line.h"

namespace tessera::cli {

/// The options that read a model: MODEL and `addImportOptions`.
void addModelOptions(CommandOptions& options, ModelArguments& model,
                     CommandOptions::Need need = CommandOptions::Need::required);

/// --input-shape, --rewrite, --no-rewrite.
void addShapeOptions(CommandOptions& options, StudyRequest& request);

/// The same and --dtype.
void addImportOptions(CommandOptions& options, StudyRequest& request);

/// --schedule: what to run, in what pieces.
void addScheduleOption(CommandOptions& options, std::string& schedule);

/// --format and --export, of a report that has these forms; -o and --color with them.
void addFormatOptions(CommandOptions& options, const std::vector<std::string>& formats,
                      OutputArguments& output);
void addOutputOptions(CommandOptions& options, const std::vector<std::string>& formats,
                      OutputArguments& output);
void addColorOption(CommandOptions& options, OutputArguments& output);

/// --count and how patches are run.
void addSwitchOptions(CommandOptions& options, StudyRequest& request);

/// The same and --runtime.
void addCountingOptions(CommandOptions& options, StudyRequest& request);

/// --rules.
void addRulesOption(CommandOptions& options, OutputArguments& output);

/// --planner, --planner-steps and --time-limit.
void addPlannerOptions(CommandOptions& options, StudyRequest& request);

/// --sram of a command that has no budget of its own.
void addBudgetOption(CommandOptions& options, StudyRequest& request);

/// --flash, --latency and --schedules of networks that are not trained yet.
void addNetworkLimitOptions(CommandOptions& options, std::optional<Bytes>& flash,
                            std::optional<std::chrono::nanoseconds>& latency,
                            nas::Schedules& schedules);

/// --clock.
/// Whose latency: a version of the runtime's engine.
void addEngineVersionOption(CommandOptions& options, StudyRequest& request);
void addClockOption(CommandOptions& options, StudyRequest& request);

/// --target and --clock.
void addTargetOption(CommandOptions& options, StudyRequest& request);

/// --order, --order-steps and --order-time-limit.
void addOrderOptions(CommandOptions& options, StudyRequest& request);

}  // namespace tessera::cli
