#include "sim/located/located_json.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.h"
#include "core/git_leftovers.h"

namespace tessera {
namespace {

constexpr std::size_t deepest = 32;
constexpr std::size_t longestJson = std::size_t{16} << 20U;

struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

/// Follows the parser through the text.
class Reading {
 public:
  explicit Reading(const std::string& text) : text_(text) {}

  void consumeOne() { ++consumed_; }

  /// Where the character lies that was consumed last. No token spans lines, and after a number that
  /// is the character which ends it, so that the line is the token's.
  Position last() {
    const std::size_t at = std::min(consumed_, text_.size());
    for (; counted_ + 1 < at; ++counted_) {
      if (text_[counted_] != '\n') continue;
      ++line_;
      lineBegin_ = counted_ + 1;
    }
    return {line_, at - lineBegin_};
  }

 private:
  const std::string& text_;
  std::size_t consumed_ = 0;
  std::size_t counted_ = 0;
  std::size_t line_ = 1;
  std::size_t lineBegin_ = 0;
};

/// Hands out the text and tells `Reading` how far the parser has come.
class Cursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Cursor(const char* at, Reading* reading) : at_(at), reading_(reading) {}
  reference operator*() const { return *at_; }
  Cursor& operator++() {
    ++at_;
    reading_->consumeOne();
    return *this;
  }
  friend bool operator==(const Cursor& a, const Cursor& b) { return a.at_ == b.at_; }
  friend bool operator!=(const Cursor& a, const Cursor& b) { return a.at_ != b.at_; }

 private:
  const char* at_;
  Reading* reading_;
};

/// nlohmann's "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error ...;
/// last read: '...'; expected ..." without its first part and without what was read last, which may
/// be long.
std::string reasonOf(const std::string& what) {
  std::size_t begin = what.find(": ");
  begin = begin == std::string::npos ? what.find("] ") : begin;
  const std::string reason = begin == std::string::npos ? what : what.substr(begin + 2);
  const std::size_t expected = reason.rfind("; expected ");
  return reason.substr(0, reason.find("; ")) +
         (expected == std::string::npos ? "" : reason.substr(expected));
}

/// Builds the value from nlohmann's events.
class LocatedBuilder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  LocatedBuilder(Reading& reading, const std::string& file) : reading_(reading), file_(file) {}

  Located result() { return std::move(root_); }

  bool null() { return add(nullptr); }
  bool boolean(bool value) { return add(value); }
  bool number_integer(number_integer_t value) { return add(std::int64_t{value}); }
  bool number_unsigned(number_unsigned_t value) {
    if (std::in_range<std::int64_t>(value)) return add(static_cast<std::int64_t>(value));
    return add(static_cast<double>(value));
  }
  bool number_float(number_float_t value, const string_t&) { return add(value); }
  bool string(string_t& value) { return add(std::move(value)); }
  bool binary(binary_t&) { return false; }
  bool start_array(std::size_t) { return open(Located::Array{}); }
  bool start_object(std::size_t) { return open(Located::Table{}); }
  bool key(string_t& key) {
    auto& members = std::get<Located::Table>(open_.back()->value);
    members.push_back({std::move(key), reading_.last().line, 0, {}});
    return true;
  }
  bool end_array() {
    open_.pop_back();
    return true;
  }
  bool end_object() {
    checkKeys(std::get<Located::Table>(open_.back()->value));
    open_.pop_back();
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) {
    fail(reasonOf(error.what()), "the file must be JSON");
  }

 private:
  using Value = decltype(Located::value);

  [[noreturn]] void fail(const std::string& message, const std::string& hint) {
    const Position at = reading_.last();
    throw Error(ErrorCode::input, message,
                file_ + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + keyText(),
                hint);
  }

  /// ": key 'steps[2].macs'": the key that was read last, behind those that it lies in; empty where
  /// there is none.
  std::string keyText() const {
    std::string path;
    for (const Located* of : open_) {
      if (const auto* array = std::get_if<Located::Array>(&of->value)) {
        if (of != open_.back()) path += "[" + std::to_string(array->size() - 1) + "]";
        continue;
      }
      const auto& members = std::get<Located::Table>(of->value);
      if (!members.empty()) path += (path.empty() ? "" : ".") + members.back().key;
    }
    constexpr std::size_t longestPath = 60;
    if (path.size() > longestPath) path = path.substr(0, longestPath) + "...";
    return path.empty() ? "" : ": key '" + path + "'";
  }

  Located& place(Value value) {
    Located located{std::move(value), reading_.last().line};
    if (open_.empty()) return root_ = std::move(located);
    if (auto* array = std::get_if<Located::Array>(&open_.back()->value)) {
      return array->emplace_back(std::move(located));
    }
    auto& members = std::get<Located::Table>(open_.back()->value);
    return members.back().value = std::move(located);
  }

  bool add(Value value) {
    place(std::move(value));
    return true;
  }

  bool open(Value value) {
    if (open_.size() == deepest) {
      fail("nested deeper than " + std::to_string(deepest) + " levels", "flatten it");
    }
    open_.push_back(&place(std::move(value)));
    return true;
  }

  void checkKeys(const Located::Table& members) {
    std::vector<const LocatedMember*> sorted;
    for (const LocatedMember& member : members) sorted.push_back(&member);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto* a, const auto* b) { return a->key < b->key; });
    const auto twice =
        std::adjacent_find(sorted.begin(), sorted.end(),
                           [](const auto* a, const auto* b) { return a->key == b->key; });
    if (twice == sorted.end()) return;
    const LocatedMember& second = **std::next(twice);
    throw Error(ErrorCode::input, "key '" + second.key + "' appears twice in one object",
                file_ + ":" + std::to_string(second.line), "keep one of them");
  }

  Reading& reading_;
  const std::string& file_;
  Located root_;
  std::vector<Located*> open_;  // a parent does not grow while its child is open
};

}  // namespace

Located parseLocatedJson(const std::string& text, const std::string& file) {
  if (text.size() > longestJson) {
    throw Error(ErrorCode::input, std::to_string(text.size()) + " bytes of JSON", file,
                "at most " + std::to_string(longestJson) + " bytes are read");
  }
  refuseGitLeftovers(text, file);
  Reading reading(text);
  LocatedBuilder builder(reading, file);
  const char* begin = text.data();
  nlohmann::json::sax_parse(Cursor(begin, &reading), Cursor(begin + text.size(), &reading),
                            &builder);
  return builder.result();
}

}  // namespace tessera
