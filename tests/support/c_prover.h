#pragma once

#include <string>

#include "sim/export/library.h"
#include "tests/support/temp_folder.h"

namespace tessera::test {

/// Builds generated libraries with the C compiler, under ASan and UBSan, and runs their test
/// vectors. All kernels are compiled once.
class CProver {
 public:
  /// Throws std::runtime_error where there is no compiler, or where it refuses the kernels.
  CProver();

  /// "bits equal", or what is wrong.
  std::string verdict(const exported::Library& library);

 private:
  TempFolder folder_;
  int runs_ = 0;
};

/// One for all tests of a program.
CProver& cProver();

}  // namespace tessera::test
