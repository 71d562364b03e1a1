#include "sim/located/placed.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/closest_name.h"
#include "core/error.h"

namespace tessera {
namespace {

std::string_view kindOf(const Located& located, std::string_view table) {
  constexpr std::array<std::string_view, 7> kinds{"null",     "a boolean", "a number", "a number",
                                                  "a string", "a date",    "a list"};
  const std::size_t kind = located.value.index();
  return kind < kinds.size() ? kinds[kind] : table;
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

/// Distances between words are not computed for what nobody mistyped.
std::string typable(const std::string& word) { return word.size() < 100 ? word : ""; }

}  // namespace

Placed::Placed(const Located& root, const LocatedFile& file)
    : value_(&root), file_(&file), line_(root.line), column_(root.column) {}

Placed::Placed(const Placed& parent, const LocatedMember& member)
    : value_(&member.value),
      file_(parent.file_),
      path_((parent.path_.empty() ? "" : parent.path_ + ".") + member.key),
      line_(member.line),
      column_(member.column) {}

Placed::Placed(const Placed& parent, const Located& element, std::size_t index)
    : value_(&element),
      file_(parent.file_),
      path_(parent.path_ + "[" + std::to_string(index) + "]"),
      line_(element.line),
      column_(element.column) {}

void Placed::fail(const std::string& message, const std::string& hint) const {
  std::string place = file_->name + ":" + std::to_string(line_);
  if (column_ > 0) place += ":" + std::to_string(column_);
  if (!path_.empty()) place += ": key '" + path_ + "'";
  throw Error(ErrorCode::input, message, place, hint.empty() ? file_->formatHint : hint);
}

template <class Value>
const Value& Placed::get(std::string_view wanted, const std::string& hint) const {
  if (const auto* value = std::get_if<Value>(&value_->value)) return *value;
  fail(std::string(kindOf(*value_, file_->table)) + " where " + std::string(wanted) + " belongs",
       path_.empty()  ? file_->formatHint
       : hint.empty() ? "write " + std::string(wanted) + " there"
                      : hint);
}

const std::string& Placed::string(std::string_view wanted, const std::string& hint) const {
  return get<std::string>(wanted, hint);
}

bool Placed::boolean() const { return get<bool>("true or false"); }

std::int64_t Placed::integer(std::string_view wanted) const { return get<std::int64_t>(wanted); }

double Placed::number() const {
  if (const auto* whole = std::get_if<std::int64_t>(&value_->value)) {
    return static_cast<double>(*whole);
  }
  const double value = get<double>("a number");
  if (!std::isfinite(value)) fail("no finite number", "write a number such as 0.5");
  return value;
}

const Located::Table& Placed::table() const { return get<Located::Table>(file_->table); }

std::vector<Placed> Placed::elements() const {
  std::vector<Placed> result;
  for (const Located& element : get<Located::Array>("a list")) {
    result.push_back(Placed(*this, element, result.size()));
  }
  return result;
}

std::vector<std::pair<std::string, Placed>> Placed::members() const {
  std::vector<std::pair<std::string, Placed>> result;
  for (const LocatedMember& of : table()) result.emplace_back(of.key, Placed(*this, of));
  return result;
}

std::optional<Placed> Placed::member(std::string_view key) const {
  const Located::Table& members = table();
  const auto at = std::find_if(members.begin(), members.end(),
                               [&](const LocatedMember& of) { return of.key == key; });
  if (at == members.end()) return std::nullopt;
  return Placed(*this, *at);
}

Placed Placed::required(std::string_view key, const std::string& hint) const {
  const auto found = member(key);
  if (!found) fail("no '" + std::string(key) + "'", hint);
  return *found;
}

void Placed::checkKeys(const std::vector<std::string>& known) const {
  for (const LocatedMember& of : table()) {
    if (std::find(known.begin(), known.end(), of.key) != known.end()) continue;
    Placed(*this, of).fail("unknown key", closestName(typable(of.key), known, file_->formatHint));
  }
}

std::size_t Placed::choice(const std::vector<std::string>& names) const {
  const std::string& text = string();
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) fail("unknown value '" + text + "'", "one of: " + listed(names));
  return static_cast<std::size_t>(found - names.begin());
}

const std::string& Placed::oneOf(const std::vector<std::string>& names) const {
  const std::string& text = string();
  if (std::find(names.begin(), names.end(), text) != names.end()) return text;
  fail("unknown value '" + text + "'", closestName(typable(text), names, file_->formatHint));
}

}  // namespace tessera
