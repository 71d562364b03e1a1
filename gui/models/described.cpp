#include "gui/models/described.h"

#include "sim/target/devices.h"
#include "sim/target/runtime.h"

namespace tessera::gui {
namespace {

void addPart(std::string& words, const std::string& part) {
  if (!part.empty()) words += (words.empty() ? "" : ", ") + part;
}

std::string aboutBoard(const Device& device) {
  std::string words;
  addPart(words, device.core.value_or(""));
  if (device.clock) addPart(words, frequency(*device.clock));
  if (largestContiguous(device) > Bytes(0))
    addPart(words, kib(largestContiguous(device)) + " SRAM");
  if (device.flash.bytes) addPart(words, kib(*device.flash.bytes) + " flash");
  return words;
}

const char* whatRuns(Runs runs) {
  switch (runs) {
    case Runs::layers:
      return "runs whole operators";
    case Runs::patches:
      return "runs whole operators and a first stage in patches";
    case Runs::nothing:
      break;
  }
  return "a way of counting: runs on no board";
}

}  // namespace

std::vector<Described> describedBoards() {
  std::vector<Described> boards;
  for (const Device& device : builtInDevices()) {
    boards.push_back({device.name, aboutBoard(device)});
  }
  return boards;
}

std::vector<Described> describedRuntimes() {
  std::vector<Described> runtimes;
  for (const std::string& name : runtimeNames()) {
    const Runtime runtime = runtimeNamed(name);
    std::string about = runtime.description;
    while (about.ends_with('.')) about.pop_back();
    addPart(about, whatRuns(runtime.runs));
    if (runtime.latency) addPart(about, "with a latency");
    runtimes.push_back({name, about});
  }
  return runtimes;
}

}  // namespace tessera::gui
