#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/commands/check_models.h"
#include "core/error.h"
#include "sim/check/baseline.h"
#include "sim/check/judge.h"

namespace tessera::cli {

/// What a check reads. Where an error ends the reading, what was known by then.
struct CheckInputs {
  std::filesystem::path config;
  CheckConfig settings;
  std::filesystem::path baseline;    ///< empty: none
  std::optional<Baseline> accepted;  ///< what the baseline says, where there is one already
  std::vector<CheckedModel> models;
};

/// Finds and reads the configuration, the baseline and the names of the models. Throws Error(input)
/// at file and line where one of them is wrong, Error(usage) where no baseline is named but one is
/// to be written.
void readInputs(const CheckArguments& arguments, CheckInputs& inputs);

/// The files that a check reads, and writes to only where it is asked to.
std::vector<std::string> filesRead(const CheckInputs& inputs);

/// A report that says nothing but the error, at the file and line that are to blame: of a baseline
/// that is not there, at the line of the configuration that names it.
CheckReport failedReport(const Error& error, const CheckInputs& inputs);

}  // namespace tessera::cli
