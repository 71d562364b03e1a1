#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace tessera {

struct LocatedMember;
struct LocatedDate {};

/// A value of a JSON or TOML file that knows where in the file it begins.
struct Located {
  using Array = std::vector<Located>;
  using Table = std::vector<LocatedMember>;  // in the file's order, no key twice

  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, LocatedDate, Array, Table>
      value;
  std::size_t line = 1;
  std::size_t column = 0;  ///< from 1; 0 where it is not known
};

struct LocatedMember {
  std::string key;
  std::size_t line = 1;    ///< of the key
  std::size_t column = 0;  ///< of the key, from 1; 0 where it is not known
  Located value;
};

}  // namespace tessera
