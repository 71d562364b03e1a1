#include "sim/located/located_toml.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/error.h"
#include "core/trimmed.h"

// Header-only, so that a binary needs no shared library; a shallow limit, as values nest
// recursively.
#define TOML_HEADER_ONLY 1
#define TOML_MAX_NESTED_VALUES 16
// Its assertions fail on malformed keys, which its parser then reports as errors.
#define TOML_ASSERT(condition) static_assert(true)
#include <toml++/toml.h>

namespace tessera {
namespace {

constexpr std::size_t longestToml = std::size_t{1} << 20U;
/// Dots of a key nest tables as values do, but toml++ does not count them.
constexpr std::ptrdiff_t mostDots = 40;

/// The lines up to and with number `last`, from 1.
std::vector<std::string_view> linesUpTo(std::string_view text, std::size_t last) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at <= text.size() && lines.size() < last;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(trimmed(text.substr(at, end - at)));
    at = end + 1;
  }
  return lines;
}

/// "flash.bytes" for a line in its middle: the last key at or before `line` behind the name of its
/// table. A guess from the looks of the lines, because the parser stopped there.
std::string keyNear(std::string_view text, std::size_t line) {
  std::string key;
  const std::vector<std::string_view> lines = linesUpTo(text, line);
  for (auto at = lines.rbegin(); at != lines.rend(); ++at) {
    if (at->empty() || at->front() == '#') continue;
    if (at->front() == '[') {
      const std::size_t first = std::min(at->find_first_not_of("[ "), at->size());
      const std::string_view table = at->substr(first, at->find_first_of("] ", first) - first);
      return std::string(table) + (key.empty() || table.empty() ? "" : ".") + key;
    }
    if (!key.empty()) continue;
    const std::size_t equals = at->find('=');
    if (equals == std::string_view::npos && at != lines.rbegin()) continue;
    key = trimmed(at->substr(0, std::min(equals, at->find(' '))));
  }
  return key;
}

[[noreturn]] void fail(const std::string& text, const std::string& file,
                       const toml::source_position& at, std::string message,
                       const std::string& hint) {
  std::string key = keyNear(text, at.line);
  constexpr std::size_t longestKey = 60;
  if (key.size() > longestKey) key = key.substr(0, longestKey) + "...";
  throw Error(ErrorCode::input, std::move(message),
              file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": key '" +
                  key + "'",
              hint);
}

void checkDots(const std::string& text, const std::string& file) {
  toml::source_index line = 1;
  for (auto at = text.begin(); at != text.end(); ++line) {
    const auto end = std::find(at, text.end(), '\n');
    if (std::count(at, end, '.') > mostDots) {
      fail(text, file, {line, 1}, "more than " + std::to_string(mostDots) + " dots in one line",
           "break long texts into several lines");
    }
    at = end == text.end() ? end : end + 1;
  }
}

Located located(const toml::node& node);

LocatedMember member(const toml::key& key, const toml::node& node) {
  const toml::source_position at = key.source().begin;
  return {std::string(key.str()), at.line, at.column, located(node)};
}

Located::Table table(const toml::table& source) {
  Located::Table members;
  for (const auto& [key, node] : source) members.push_back(member(key, node));
  std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) {
    return std::pair(a.line, a.column) < std::pair(b.line, b.column);
  });
  return members;
}

Located::Array array(const toml::array& source) {
  Located::Array elements;
  for (const toml::node& node : source) elements.push_back(located(node));
  return elements;
}

decltype(Located::value) valueOf(const toml::node& node) {
  if (const auto* of = node.as_table()) return table(*of);
  if (const auto* of = node.as_array()) return array(*of);
  if (const auto* of = node.as_string()) return of->get();
  if (const auto* of = node.as_integer()) return of->get();
  if (const auto* of = node.as_floating_point()) return of->get();
  if (const auto* of = node.as_boolean()) return of->get();
  return LocatedDate{};
}

Located located(const toml::node& node) {
  const toml::source_position at = node.source().begin;
  return {valueOf(node), at.line, at.column};
}

}  // namespace

Located parseLocatedToml(const std::string& text, const std::string& file,
                         const std::string& docs) {
  if (text.size() > longestToml) {
    fail({}, file, {1, 1}, std::to_string(text.size()) + " bytes of TOML",
         "at most " + std::to_string(longestToml) + " bytes are read");
  }
  checkDots(text, file);
  try {
    Located root = located(toml::parse(text));
    root.line = root.column = 1;
    return root;
  } catch (const toml::parse_error& error) {
    std::string reason(error.description());
    if (reason.rfind("Error ", 0) == 0) reason[0] = 'e';
    fail(text, file, error.source().begin, reason,
         "the file must be TOML; " + docs + " has examples");
  }
}

}  // namespace tessera
