#include "gui/models/import_words.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <utility>

#include "core/error.h"
#include "core/parse_units.h"
#include "sim/study/parse_input_shape.h"
#include "sim/target/named_or_read.h"
#include "sim/target/runtime.h"

namespace tessera::gui {
namespace {

void add(std::string& words, const std::string& word) {
  words += (words.empty() ? "" : " ") + word;
}

std::string trimmed(const std::string& words) {
  const std::size_t begin = words.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  return words.substr(begin, words.find_last_not_of(' ') + 1 - begin);
}

}  // namespace

std::string inputShapeWords(const RunSettings& settings) {
  std::string words;
  for (const auto& [input, shape] : settings.inputShapes) add(words, input + "=" + shape.text());
  return words;
}

void readInputShapes(const std::string& words, RunSettings& settings) {
  std::map<std::string, Shape> shapes;
  std::istringstream text(words);
  for (std::string word; text >> word;) shapes.insert(parseInputShape(word));
  settings.inputShapes = std::move(shapes);
}

std::string clockWords(const RunSettings& settings) {
  return settings.clock ? frequency(*settings.clock) : std::string();
}

void readClock(const std::string& words, RunSettings& settings) {
  if (words.find_first_not_of(' ') == std::string::npos) {
    settings.clock.reset();
    return;
  }
  const auto clock = hertzFromText(words);
  if (clock && *clock > Hertz(0)) {
    settings.clock = clock;
    return;
  }
  throw Error(ErrorCode::usage, "'" + words + "' is not a clock", {}, "write it like 400MHz");
}

std::string versionWords(const RunSettings& settings) { return settings.engineVersion; }

void readVersion(const std::string& words, RunSettings& settings) {
  settings.engineVersion = trimmed(words);
}

std::string sramWords(const RunSettings& settings) {
  return settings.sram ? std::to_string(settings.sram->count()) + "B" : std::string();
}

void readSram(const std::string& words, RunSettings& settings) {
  if (trimmed(words).empty()) {
    settings.sram.reset();
    return;
  }
  const auto bytes = bytesFromText(trimmed(words));
  if (!bytes) {
    throw Error(ErrorCode::usage, "'" + words + "' is not a size", {}, "write it like 64KiB");
  }
  settings.sram = bytes;
}

std::string stepWords(const RunSettings& settings) {
  const SearchLimits usual;
  std::string words;
  if (settings.limits.planSteps != usual.planSteps) {
    add(words, "planner=" + std::to_string(settings.limits.planSteps));
  }
  if (settings.limits.orderSteps != usual.orderSteps) {
    add(words, "order=" + std::to_string(settings.limits.orderSteps));
  }
  return words;
}

void readSteps(const std::string& words, RunSettings& settings) {
  SearchLimits limits;
  std::istringstream text(words);
  for (std::string word; text >> word;) {
    const std::size_t equals = word.find('=');
    const std::string key = word.substr(0, equals);
    std::int64_t* steps = key == "planner" ? &limits.planSteps
                          : key == "order" ? &limits.orderSteps
                                           : nullptr;
    const char* begin = word.data() + std::min(word.size(), equals + 1);
    const char* end = word.data() + word.size();
    std::int64_t value = -1;
    const bool number =
        equals != std::string::npos && std::from_chars(begin, end, value).ptr == end && value >= 0;
    if (steps == nullptr || !number) {
      throw Error(ErrorCode::usage, "'" + word + "' is no number of steps", {},
                  "write planner=100000 order=60000; 0: no limit");
    }
    *steps = value;
  }
  settings.limits = limits;
}

std::string switchWords(const RunSettings& settings) {
  std::string words;
  for (const std::string& each : settings.switches) add(words, each);
  return words;
}

void readSwitches(const std::string& words, RunSettings& settings) {
  std::vector<std::string> switches;
  std::istringstream text(words);
  for (std::string word; text >> word;) switches.push_back(word);
  Runtime trial = runtimeNamedOrRead(settings.runtime);
  for (const std::string& each : switches) setSwitch(trial, each);
  settings.switches = std::move(switches);
}

std::string rewriteWords(const RunSettings& settings) {
  std::string words;
  for (const std::string& rewrite : settings.rewritesMade) add(words, "+" + rewrite);
  for (const std::string& rewrite : settings.rewritesNotMade) add(words, "-" + rewrite);
  return words;
}

void readRewrites(const std::string& words, RunSettings& settings) {
  std::vector<std::string> made;
  std::vector<std::string> notMade;
  std::istringstream text(words);
  for (std::string word; text >> word;) {
    if (word[0] != '+' && word[0] != '-') {
      throw Error(ErrorCode::usage, "the rewrite '" + word + "' has no sign", {},
                  "write +" + word + " to make it, -" + word + " to leave it out");
    }
    (word[0] == '+' ? made : notMade).push_back(word.substr(1));
  }
  settings.rewritesMade = std::move(made);
  settings.rewritesNotMade = std::move(notMade);
}

}  // namespace tessera::gui
