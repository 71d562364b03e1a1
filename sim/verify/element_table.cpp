#include "sim/verify/element_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace tessera::verify {
namespace {

constexpr std::size_t any = 0;  // one input or more

template <class Function>
struct Entry {
  std::string_view name;
  std::size_t inputs;
  Function function;
};

using Reals = std::span<const double>;
using Integers = std::span<const std::int64_t>;

template <class Value>
Value sum(std::span<const Value> x) {
  Value result = 0;
  for (const Value value : x) result += value;
  return result;
}

/// NaN wins, as in numpy's maximum and minimum.
double most(Reals x) {
  double result = x[0];
  for (const double value : x) {
    if (value > result || std::isnan(value)) result = value;
    if (std::isnan(result)) return result;
  }
  return result;
}

double least(Reals x) {
  double result = x[0];
  for (const double value : x) {
    if (value < result || std::isnan(value)) result = value;
    if (std::isnan(result)) return result;
  }
  return result;
}

double flag(bool value) { return value ? 1.0 : 0.0; }

constexpr auto reals = std::to_array<Entry<RealFunction>>({
    {"add", 2, [](Reals x) { return x[0] + x[1]; }},
    {"sub", 2, [](Reals x) { return x[0] - x[1]; }},
    {"mul", 2, [](Reals x) { return x[0] * x[1]; }},
    {"div", 2, [](Reals x) { return x[0] / x[1]; }},
    {"pow", 2, [](Reals x) { return std::pow(x[0], x[1]); }},
    {"fmod", 2, [](Reals x) { return std::fmod(x[0], x[1]); }},
    {"mod", 2, [](Reals x) { return std::fmod(x[0], x[1]); }},
    {"sum", any, sum<double>},
    {"mean", any, [](Reals x) { return sum<double>(x) / static_cast<double>(x.size()); }},
    {"max", any, most},
    {"min", any, least},
    {"equal", 2, [](Reals x) { return flag(x[0] == x[1]); }},
    {"greater", 2, [](Reals x) { return flag(x[0] > x[1]); }},
    {"less", 2, [](Reals x) { return flag(x[0] < x[1]); }},
    {"greaterorequal", 2, [](Reals x) { return flag(x[0] >= x[1]); }},
    {"lessorequal", 2, [](Reals x) { return flag(x[0] <= x[1]); }},
    {"where", 3, [](Reals x) { return x[0] != 0.0 ? x[1] : x[2]; }},
    {"prelu", 2, [](Reals x) { return x[0] < 0.0 ? x[0] * x[1] : x[0]; }},
    {"isnan", 1, [](Reals x) { return flag(std::isnan(x[0])); }},
    {"isinf", 1, [](Reals x) { return flag(std::isinf(x[0])); }},
    {"isposinf", 1, [](Reals x) { return flag(std::isinf(x[0]) && x[0] > 0.0); }},
    {"isneginf", 1, [](Reals x) { return flag(std::isinf(x[0]) && x[0] < 0.0); }},
    {"clip", 3, [](Reals x) { return std::min(std::max(x[0], x[1]), x[2]); }},
});

/// Sums and products wrap around as unsigned numbers do.
std::int64_t wrapped(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::uint64_t bits(std::int64_t value) { return static_cast<std::uint64_t>(value); }

std::int64_t divided(Integers x) {
  if (x[1] == 0) return 0;
  return x[1] == -1 ? wrapped(0 - bits(x[0])) : x[0] / x[1];
}

std::int64_t power(Integers x) {
  if (x[1] < 0) return x[0] == 1 ? 1 : x[0] == -1 ? (x[1] % 2 == 0 ? 1 : -1) : 0;
  std::uint64_t result = 1;
  std::uint64_t base = bits(x[0]);
  for (std::uint64_t left = bits(x[1]); left > 0; left /= 2, base *= base) {
    if (left % 2 == 1) result *= base;
  }
  return wrapped(result);
}

/// The remainder of C (the sign of the dividend) and of Python (that of the divisor).
std::int64_t remainder(Integers x) { return x[1] == 0 || x[1] == -1 ? 0 : x[0] % x[1]; }
std::int64_t pythonRemainder(Integers x) {
  const std::int64_t rest = remainder(x);
  return rest != 0 && (rest < 0) != (x[1] < 0) ? rest + x[1] : rest;
}

std::int64_t addAll(Integers x) {
  std::uint64_t result = 0;
  for (const std::int64_t value : x) result += bits(value);
  return wrapped(result);
}

std::int64_t shiftedLeft(Integers x) {
  return x[1] < 0 || x[1] > 63 ? 0 : wrapped(bits(x[0]) << bits(x[1]));
}
std::int64_t shiftedRight(Integers x) {
  return x[1] < 0 || x[1] > 63 ? 0 : wrapped(bits(x[0]) >> bits(x[1]));
}

constexpr auto integers = std::to_array<Entry<IntegerFunction>>({
    {"add", 2, addAll},
    {"sub", 2, [](Integers x) { return wrapped(bits(x[0]) - bits(x[1])); }},
    {"mul", 2, [](Integers x) { return wrapped(bits(x[0]) * bits(x[1])); }},
    {"div", 2, divided},
    {"pow", 2, power},
    {"mod", 2, pythonRemainder},
    {"fmod", 2, remainder},
    {"sum", any, addAll},
    {"max", any, [](Integers x) { return *std::max_element(x.begin(), x.end()); }},
    {"min", any, [](Integers x) { return *std::min_element(x.begin(), x.end()); }},
    {"equal", 2, [](Integers x) -> std::int64_t { return x[0] == x[1]; }},
    {"greater", 2, [](Integers x) -> std::int64_t { return x[0] > x[1]; }},
    {"less", 2, [](Integers x) -> std::int64_t { return x[0] < x[1]; }},
    {"greaterorequal", 2, [](Integers x) -> std::int64_t { return x[0] >= x[1]; }},
    {"lessorequal", 2, [](Integers x) -> std::int64_t { return x[0] <= x[1]; }},
    {"and", 2, [](Integers x) -> std::int64_t { return x[0] != 0 && x[1] != 0; }},
    {"or", 2, [](Integers x) -> std::int64_t { return x[0] != 0 || x[1] != 0; }},
    {"xor", 2, [](Integers x) -> std::int64_t { return (x[0] != 0) != (x[1] != 0); }},
    {"not", 1, [](Integers x) -> std::int64_t { return x[0] == 0; }},
    {"where", 3, [](Integers x) { return x[0] != 0 ? x[1] : x[2]; }},
    {"bitwiseand", 2, [](Integers x) { return x[0] & x[1]; }},
    {"bitwiseor", 2, [](Integers x) { return x[0] | x[1]; }},
    {"bitwisexor", 2, [](Integers x) { return x[0] ^ x[1]; }},
    {"bitwisenot", 1, [](Integers x) { return ~x[0]; }},
    {"bitshiftleft", 2, shiftedLeft},
    {"bitshiftright", 2, shiftedRight},
    {"prelu", 2, [](Integers x) { return x[0] < 0 ? wrapped(bits(x[0]) * bits(x[1])) : x[0]; }},
    {"clip", 3, [](Integers x) { return std::min(std::max(x[0], x[1]), x[2]); }},
});

template <class Table>
auto found(const Table& table, std::string_view name, std::size_t inputs)
    -> decltype(table[0].function) {
  const auto at = std::find_if(table.begin(), table.end(), [&](const auto& entry) {
    return entry.name == name && (entry.inputs == any ? inputs > 0 : entry.inputs == inputs);
  });
  return at == table.end() ? nullptr : at->function;
}

}  // namespace

RealFunction realFunction(std::string_view name, std::size_t inputs) {
  return found(reals, name, inputs);
}

IntegerFunction integerFunction(std::string_view name, std::size_t inputs) {
  return found(integers, name, inputs);
}

}  // namespace tessera::verify
