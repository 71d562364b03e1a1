#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/dtype.h"
#include "core/error.h"
#include "core/shape.h"

namespace tessera {

/// Throws Error(input) on a negative extent, on more than 64 axes or where the bytes do not fit 64
/// bits.
void checkShape(const Shape& shape, DType dtype, const std::string& where);

/// The shape that both broadcast to (numpy's rule): aligned at the last axis, an extent of 1
/// repeats. Nothing where they do not fit.
std::optional<Shape> broadcastShape(const Shape& a, const Shape& b);

/// Checks the shapes that `--input-shape` gives (by input name) against the names of the model's
/// inputs. Throws Error(usage) on a name that is none of them and on a negative extent.
void checkGivenShapes(const std::map<std::string, Shape>& given,
                      const std::set<std::string>& inputs);

/// Throws Error(usage) where the given shape has another rank than the file's.
void checkGivenRank(const std::string& input, const Shape& given, std::size_t rank);

/// An error met under given shapes may be about them: its hint says so. Unchanged where `given` is
/// empty.
Error withHintOfShapes(const Error& error, const std::map<std::string, Shape>& given);

}  // namespace tessera
