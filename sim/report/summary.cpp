#include "sim/report/summary.h"

#include <utility>

namespace tessera {

void Summary::result(std::string key, std::string value) {
  add(results_, std::move(key), std::move(value));
}

void Summary::setting(std::string key, std::string value) {
  add(settings_, std::move(key), std::move(value));
}

void Summary::board(std::string key, std::string value) {
  add(boards_, std::move(key), std::move(value));
}

void Summary::atTerminal(std::string key, std::string value) {
  if (reader_.isAtTerminal()) setting(std::move(key), std::move(value));
}

void Summary::elsewhere(std::string key, std::string value) {
  if (!reader_.isAtTerminal()) setting(std::move(key), std::move(value));
}

Facts Summary::facts() const {
  Facts facts{results_};
  facts.list.insert(facts.list.end(), settings_.begin(), settings_.end());
  facts.list.insert(facts.list.end(), boards_.begin(), boards_.end());
  return facts;
}

void Summary::add(std::vector<Fact>& facts, std::string key, std::string value) {
  if (value.empty()) return;
  (reader_.isAtTerminal() ? results_ : facts).push_back({std::move(key), std::move(value)});
}

}  // namespace tessera
