#include "sim/target/devices.h"

#include <algorithm>
#include <utility>

#include "core/closest_name.h"
#include "core/error.h"
#include "sim/target/embedded.h"
#include "sim/target/read_device.h"

namespace tessera {
namespace {

/// Letters and digits outside of brackets, in lower case: "nRF5340-DK (app core)" -> "nrf5340dk".
std::string bareName(const std::string& text) {
  std::string letters;
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    const auto byte = static_cast<unsigned char>(c);
    if (depth == 0 && std::isalnum(byte) != 0) letters += static_cast<char>(std::tolower(byte));
  }
  return letters;
}

/// What a board is called: its name, its aliases, and all of them as reports list them.
std::vector<std::string> namesOf(const Device& device) {
  std::vector<std::string> names{device.name};
  names.insert(names.end(), device.aliases.begin(), device.aliases.end());
  if (!device.aliases.empty()) names.push_back(fullName(device));
  return names;
}

bool isCalled(const Device& device, const std::string& wanted) {
  const std::vector<std::string> names = namesOf(device);
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return bareName(name) == wanted; });
}

/// The name of the board that a user may have meant by a part of it, or of the chip's; empty: none.
std::string mentioned(const Device& device, const std::string& wanted) {
  for (const std::string& name : namesOf(device)) {
    if (bareName(name).find(wanted) != std::string::npos) return name;
  }
  const bool chip = device.mcu && bareName(*device.mcu).find(wanted) != std::string::npos;
  return chip ? device.name : "";
}

/// The only board with that microcontroller.
const Device* withChip(const std::vector<Device>& devices, const std::string& wanted) {
  const Device* found = nullptr;
  for (const Device& device : devices) {
    if (!device.mcu || bareName(*device.mcu) != wanted) continue;
    if (found != nullptr) return nullptr;
    found = &device;
  }
  return found;
}

/// The board whose name is closest, whatever its case and punctuation.
std::string closestBoard(const std::vector<Device>& devices, const std::string& wanted) {
  std::vector<std::string> letters;
  std::vector<std::string> names;
  for (const Device& device : devices) {
    for (const std::string& of : namesOf(device)) {
      letters.push_back(bareName(of));
      names.push_back(of);
    }
  }
  const auto closest = closestIndex(wanted, letters);
  return closest ? "did you mean '" + names[*closest] + "'?"
                 : "`tessera targets` lists them, FILE.toml reads one of your own";
}

std::string suggestion(const std::vector<Device>& devices, const std::string& wanted) {
  constexpr std::size_t mostListed = 5;
  constexpr std::size_t tellingLetters = 3;
  std::vector<std::string> mentioning;
  for (const Device& device : devices) {
    std::string name = mentioned(device, wanted);
    if (wanted.size() >= tellingLetters && !name.empty()) mentioning.push_back(std::move(name));
  }
  if (mentioning.empty()) return closestBoard(devices, wanted);
  const std::size_t listed = std::min(mostListed, mentioning.size());
  std::string list;
  for (std::size_t i = 0; i < listed; ++i) list += (i == 0 ? "'" : " or '") + mentioning[i] + "'";
  const std::size_t others = mentioning.size() - listed;
  if (others > 0) list += fmt::format(" or one of {} others of `tessera targets`", others);
  return "did you mean " + list + "?";
}

std::vector<Device> readDevices() {
  std::vector<Device> devices;
  for (const EmbeddedFile& file : embeddedDevices()) {
    devices.push_back(readDevice(std::string(file.text), std::string(file.name)));
  }
  std::sort(devices.begin(), devices.end(),
            [](const Device& a, const Device& b) { return bareName(a.name) < bareName(b.name); });
  return devices;
}

}  // namespace

const std::vector<Device>& builtInDevices() {
  static const std::vector<Device> devices = readDevices();
  return devices;
}

std::vector<std::string> builtInDeviceNames() {
  std::vector<std::string> names;
  for (const Device& device : builtInDevices()) names.push_back(device.name);
  return names;
}

Device deviceNamed(const std::string& name) {
  const std::vector<Device>& devices = builtInDevices();
  const std::string wanted = bareName(name);
  for (const Device& device : devices) {
    if (isCalled(device, wanted)) return device;
  }
  if (const Device* device = withChip(devices, wanted)) return *device;
  throw Error(ErrorCode::usage, "there is no target '" + name + "'", {},
              suggestion(devices, wanted));
}

}  // namespace tessera
