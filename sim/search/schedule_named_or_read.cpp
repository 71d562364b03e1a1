#include "sim/search/schedule_named_or_read.h"

#include "core/read_text.h"
#include "sim/schedule/schedule_json.h"
#include "sim/search/parse_schedule.h"

namespace tessera {

bool isScheduleFile(const std::string& schedule) {
  return !isScheduleInWords(schedule) && schedule.find(".json") != std::string::npos;
}

Schedule scheduleNamedOrRead(const Program& program, const std::string& schedule,
                             const Block& patches) {
  if (!isScheduleFile(schedule)) return parseSchedule(program, schedule, patches);
  return readSchedule(program.graph,
                      readText(schedule, "the schedule",
                               "write layer, patch:4x4@SPLIT, or the name of a .json file"),
                      schedule);
}

}  // namespace tessera
