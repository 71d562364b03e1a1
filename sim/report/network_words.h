#pragma once

#include <string>

#include "sim/nas/space_study.h"

namespace tessera {

/// "320.0 KiB SRAM, 1024.0 KiB flash": what networks must keep to.
std::string limitsText(const nas::Limits& limits);

/// How networks may run, in words.
std::string schedulesText(nas::Schedules schedules);

/// "no network that was drawn fits ...; the smallest of the space needs ...".
std::string noNetworkFits(const nas::Limits& limits, const nas::ScheduledCost& smallest);

}  // namespace tessera
