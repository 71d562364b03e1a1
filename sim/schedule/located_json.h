#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace tessera {

struct JsonMember;

/// A JSON value that knows on which line of its file it begins.
struct LocatedJson {
  using Array = std::vector<LocatedJson>;
  using Object = std::vector<JsonMember>;  // in the file's order, no key twice

  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object> value;
  std::size_t line = 1;
};

struct JsonMember {
  std::string key;
  std::size_t line = 1;  ///< of the key
  LocatedJson value;
};

/// Parses a whole JSON text. Throws Error(input) with the line and the column ("FILE:3:17") where
/// it is malformed, names a key twice in one object, is nested deeper than 32 levels or longer than
/// 16 MiB.
LocatedJson parseLocatedJson(const std::string& text, const std::string& file);

}  // namespace tessera
