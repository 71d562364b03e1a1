#pragma once

#include <set>
#include <string>

namespace tessera::exported {

/// kernels.h and kernels.c: the kernels of these names and what they need, one after the other.
struct KernelFiles {
  std::string header;
  std::string source;
};

KernelFiles kernelFiles(const std::set<std::string>& kernels);

}  // namespace tessera::exported
