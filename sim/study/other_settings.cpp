#include "sim/study/other_settings.h"

#include "sim/study/load_model.h"
#include "sim/target/named_or_read.h"

namespace tessera {
namespace {

/// "planner exact, order best", part by part.
class Settings {
 public:
  void add(const std::string& setting) { text_ += (text_.empty() ? "" : ", ") + setting; }

  template <class Choice>
  void addChoice(const std::string& key, std::optional<Choice> asked, Choice usual) {
    if (asked && *asked != usual) add(key + " " + std::string(name(*asked)));
  }

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// The runtime on the board as it is where nobody changes its rules.
Runtime usualOf(const StudyRequest& request, const Runtime& runtime) {
  StudyRequest plain;
  plain.runtime = request.runtime.empty() ? runtime.name : request.runtime;
  plain.board = request.board;
  return runtimeOf(plain, false);
}

void addRules(const StudyRequest& request, const Runtime& runtime, Settings& settings) {
  const Runtime usual = usualOf(request, runtime);
  settings.addChoice("planner", request.planner, usual.planner);
  const std::vector<CountingLine> before = switchLines(usual);
  const std::vector<CountingLine> now = switchLines(runtime);
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (now[i].value != before[i].value) settings.add(now[i].key + "=" + now[i].value);
  }
  settings.addChoice("tiles", request.tiles, usual.tiles);
  settings.addChoice("tile buffers", request.tileBuffers, usual.tileBuffers);
}

bool changesRules(const StudyRequest& request) {
  return request.planner || !request.switches.empty() || request.stageInput || request.tiles ||
         request.tileBuffers;
}

}  // namespace

std::string otherSettings(const StudyRequest& request, const Runtime& runtime) {
  Settings settings;
  settings.addChoice("order", std::optional(request.order), OrderKind::file);
  // Without such a wish no file has to be read again.
  if (changesRules(request)) addRules(request, runtime, settings);
  if (request.clock && request.clock != deviceNamedOrRead(request.board).clock) {
    settings.add("at " + frequency(*request.clock));
  }
  if (!request.engineVersion.empty()) settings.add("engine version " + request.engineVersion);
  for (const std::string& rewrite : request.rewritesMade) settings.add("rewrite " + rewrite);
  for (const std::string& rewrite : request.rewritesNotMade) settings.add("no rewrite " + rewrite);
  return settings.text();
}

}  // namespace tessera
