#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/verify/arena_run.h"

namespace tessera::exported {

/// What a network is given and what it must answer: its inputs, and its outputs, one after the
/// other.
struct TestVector {
  std::vector<std::byte> input;
  std::vector<std::byte> output;
};

/// The files of a library, by name.
using Files = std::map<std::string, std::string>;

/// A network as a small C99 library that runs one schedule in its planned arena.
///
///     const Library library = libraryOf(setup, vector);
///     for (const auto& [name, text] : library.files) ...
struct Library {
  Files files;
  std::int64_t arenaBytes = 0;
  std::int64_t inputBytes = 0;
  std::int64_t outputBytes = 0;
  bool streams = false;  ///< the application delivers the input while the network runs
};

/// Throws Error(unsupported) where the network is not int8 in TensorFlow Lite's arithmetic, which
/// is all that is generated so far.
void requireGenerated(const Graph& graph);

/// network.h, network.c, kernels.h, kernels.c, main.c, test_vector.h, Makefile, CMakeLists.txt and
/// README.md. The plan must be valid. Throws Error(unsupported), naming the operator or the tensor,
/// where no C is generated for something.
Library libraryOf(const verify::ArenaSetup& setup, const TestVector& vector);

/// A program beside a library's files that runs its test vector between two poisoned pieces of
/// memory, twice, and prints "bits_equal B guards_intact G", each 0 or 1.
std::string proofProgram();

}  // namespace tessera::exported
