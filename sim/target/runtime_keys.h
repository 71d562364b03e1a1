#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sim/located/placed.h"
#include "sim/target/runtime.h"

namespace tessera {

/// A key of a runtime file that holds one field of the runtime.
struct RuntimeKey {
  std::string_view key;
  /// Throws Error(input) at the place where the value is of another kind or out of range.
  void (*read)(const Placed& at, Runtime& runtime);
  /// The value as TOML; empty where the runtime leaves it unsaid.
  std::string (*write)(const Runtime& runtime);
};

/// All of them, in the order in which a file is written. The name, the description, the base, the
/// counting rules, their sources and the latency have a form of their own (read_runtime.cpp).
std::span<const RuntimeKey> runtimeKeys();

}  // namespace tessera
