#pragma once

#include <string>

#include "sim/run/program.h"
#include "sim/schedule/schedule.h"

namespace tessera {

/// Whether it names a JSON file, and is not in words.
bool isScheduleFile(const std::string& schedule);

/// The schedule in a JSON file where it names one, otherwise in words, with `patches` as
/// `parseSchedule` takes it. Throws Error(usage), Error(input) or Error(unsupported).
Schedule scheduleNamedOrRead(const Program& program, const std::string& schedule,
                             const Block& patches);

}  // namespace tessera
