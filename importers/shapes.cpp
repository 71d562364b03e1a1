#include "importers/shapes.h"

#include <algorithm>

namespace tessera {

void checkShape(const Shape& shape, DType dtype, const std::string& where) {
  constexpr std::size_t greatestRank = 64;  // numpy's limit
  if (shape.rank() > greatestRank) {
    throw Error(ErrorCode::input, "a rank of " + std::to_string(shape.rank()), where,
                "the model is invalid; check it with its exporter");
  }
  for (const std::int64_t extent : shape.extents()) {
    if (extent < 0) {
      throw Error(ErrorCode::input, "an extent of " + std::to_string(extent), where,
                  "the model is invalid; check it with its exporter");
    }
  }
  try {
    storageBytes(dtype, shape.elements());
  } catch (const Error& error) {
    throw error.within(where);
  }
}

std::optional<Shape> broadcastShape(const Shape& a, const Shape& b) {
  const std::size_t rank = std::max(a.rank(), b.rank());
  std::vector<std::int64_t> extents(rank, 1);
  for (std::size_t back = 1; back <= rank; ++back) {
    const std::int64_t left = back <= a.rank() ? a[a.rank() - back] : 1;
    const std::int64_t right = back <= b.rank() ? b[b.rank() - back] : 1;
    if (left != right && left != 1 && right != 1) return std::nullopt;
    extents[rank - back] = left == 1 ? right : left;
  }
  return Shape(std::move(extents));
}

void checkGivenShapes(const std::map<std::string, Shape>& given,
                      const std::set<std::string>& inputs) {
  for (const auto& [name, shape] : given) {
    if (!inputs.contains(name)) {
      std::string list;
      for (const std::string& each : inputs) {
        list += (list.empty() ? "'" : ", '") + each + "'";
      }
      throw Error(ErrorCode::usage, "the model has no input '" + name + "'", "--input-shape",
                  list.empty() ? "it has no inputs" : "its inputs are " + list);
    }
    for (const std::int64_t extent : shape.extents()) {
      if (extent < 0) {
        throw Error(ErrorCode::usage, "a negative extent", "--input-shape " + name,
                    "pass positive extents");
      }
    }
  }
}

void checkGivenRank(const std::string& input, const Shape& given, std::size_t rank) {
  if (given.rank() == rank) return;
  throw Error(ErrorCode::usage,
              "the given shape " + given.text() + " has rank " + std::to_string(given.rank()) +
                  ", the file says " + std::to_string(rank),
              "input '" + input + "'", "pass one extent for each dimension");
}

Error withHintOfShapes(const Error& error, const std::map<std::string, Shape>& given) {
  if (given.empty()) return error;
  const std::string hint = error.hint() + (error.hint().empty() ? "" : ", or ");
  return Error(error.code(), error.message(), error.where(), hint + "change --input-shape");
}

}  // namespace tessera
