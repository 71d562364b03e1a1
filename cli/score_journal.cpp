#include "cli/score_journal.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/error.h"

namespace tessera::cli {
namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse(const std::string& path, std::size_t line, const std::string& why) {
  throw Error(ErrorCode::input, why, path + ":" + std::to_string(line),
              "give --journal another file, or remove this one");
}

Json parsed(const std::string& path, std::size_t number, const std::string& line) {
  Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) refuse(path, number, "it is no line of a journal of scores");
  return json;
}

void readScore(const std::string& path, std::size_t number, const Json& json,
               std::map<std::string, std::optional<double>>& known) {
  const auto network = json.find("network");
  const auto score = json.find("score");
  const bool whole = network != json.end() && network->is_string() && score != json.end() &&
                     (score->is_number() || score->is_null());
  if (!whole) refuse(path, number, "it is no line of a journal of scores");
  known[network->get<std::string>()] =
      score->is_null() ? std::nullopt : std::optional(score->get<double>());
}

}  // namespace

ScoreJournal::ScoreJournal(const std::string& path, const std::string& what) {
  std::string text;
  const std::string header = Json{{"tessera_scores", what}}.dump() + '\n';
  if (std::filesystem::exists(path)) {
    if (!std::filesystem::is_regular_file(path)) {
      throw Error(ErrorCode::input, "the journal is no regular file", path, "name a file for it");
    }
    std::ifstream in(path, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    if (!in) refuse(path, 1, "it cannot be read");
    text = all.str();
  }
  const std::size_t end = text.rfind('\n');
  const std::size_t whole = end == std::string::npos ? 0 : end + 1;
  std::istringstream lines(text.substr(0, whole));
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    const Json json = parsed(path, ++number, line);
    if (number > 1) {
      readScore(path, number, json, known_);
    } else if (json.value("tessera_scores", std::string()) != what) {
      refuse(path, 1, "it has scores of something else than " + what);
    }
  }
  if (whole == 0 && !header.starts_with(text)) refuse(path, 1, "it is no journal of scores");
  if (whole < text.size()) std::filesystem::resize_file(path, whole);
  file_.reset(std::fopen(path.c_str(), "ab"));
  if (!file_) refuse(path, 1, "it cannot be written");
  if (number > 0) return;
  std::fputs(header.c_str(), file_.get());
  std::fflush(file_.get());
}

void ScoreJournal::add(const std::string& network, std::optional<double> score) {
  Json json{{"network", network}, {"score", nullptr}};
  if (score) json["score"] = *score;
  std::fputs((json.dump() + '\n').c_str(), file_.get());
  std::fflush(file_.get());
}

}  // namespace tessera::cli
