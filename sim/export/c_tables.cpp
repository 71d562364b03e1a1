#include "sim/export/c_tables.h"

#include <cctype>

namespace tessera::exported {

std::string cWord(std::string_view name) {
  constexpr std::size_t longest = 40;
  std::string word;
  for (const char letter : name.substr(0, longest)) {
    const auto code = static_cast<unsigned char>(letter);
    word += code < 128 && std::isalnum(code) != 0 ? letter : '_';
  }
  const bool starts = !word.empty() && std::isdigit(static_cast<unsigned char>(word[0])) == 0;
  return starts ? word : "n" + word;
}

std::string cNumbers(const std::vector<std::int64_t>& values) {
  constexpr std::size_t width = 96;
  std::string text;
  std::size_t column = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::string number = std::to_string(values[i]);
    if (values[i] == INT32_MIN) number = "-2147483647 - 1";  // which C has no number for
    if (i > 0) text += ',';
    if (column == 0 || column + number.size() + 2 > width) {
      text += "\n    ";
      column = 2;
    } else {
      text += ' ';
    }
    text += number;
    column += number.size() + 2;
  }
  return text;
}

std::string CTables::named(const std::string& type, const std::string& wish,
                           const std::string& brackets, const std::string& body) {
  std::string& name = names_[{type + brackets, body}];
  if (!name.empty()) return name;
  const int use = ++uses_[wish];
  name = use == 1 ? wish : wish + "_" + std::to_string(use);
  uses_.try_emplace(name, 1);
  text_ += "static const " + type + " " + name + brackets + " = " + body + ";\n";
  return name;
}

std::string CTables::array(const std::string& type, const std::string& wish,
                           const std::vector<std::int64_t>& values) {
  if (values.empty()) return "0";
  return named(type, wish, "[]", "{" + cNumbers(values) + "}");
}

std::string CTables::records(const std::string& type, const std::string& wish,
                             const std::vector<std::string>& initialisers) {
  std::string body = "{";
  for (const std::string& each : initialisers) body += "\n    " + each + ",";
  return named(type, wish, "[]", body + "\n}");
}

std::string CTables::record(const std::string& type, const std::string& wish,
                            const std::string& initialiser) {
  return "&" + named(type, wish, "", initialiser);
}

}  // namespace tessera::exported
