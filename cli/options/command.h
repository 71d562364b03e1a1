#pragma once

#include "cli/arguments.h"
#include "cli/options/command_line.h"

namespace tessera::cli {

/// Each adds one command, whose options set `arguments`; both must outlive the parsing.
void addFit(CommandLine& line, FitArguments& arguments);
void addInspect(CommandLine& line, InspectArguments& arguments);
void addSimulate(CommandLine& line, SimulateArguments& arguments);
void addCompare(CommandLine& line, CompareArguments& arguments);
void addPlan(CommandLine& line, PlanArguments& arguments);
void addSearch(CommandLine& line, SearchArguments& arguments);
void addVerify(CommandLine& line, VerifyArguments& arguments);
void addExport(CommandLine& line, ExportArguments& arguments);
void addTargets(CommandLine& line, TargetsArguments& arguments);
void addArchitecture(CommandLine& line, ArchitectureArguments& arguments);
void addSpace(CommandLine& line, SpaceArguments& arguments);
void addNas(CommandLine& line, NasArguments& arguments);
void addRedistribute(CommandLine& line, RedistributeArguments& arguments);
void addCalibrate(CommandLine& line, CalibrateArguments& arguments);
void addAudit(CommandLine& line, AuditArguments& arguments);
void addCheck(CommandLine& line, CheckArguments& arguments);
void addDiff(CommandLine& line, DiffArguments& arguments);

}  // namespace tessera::cli
