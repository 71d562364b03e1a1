#include "gui/models/import_words.h"

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
