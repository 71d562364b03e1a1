#pragma once

#include <cmath>
#include <cstdint>

#include "core/units.h"

namespace tessera {

/// Cycles of an operator that runs whole or in pieces: `perCall` for each piece and `perPosition`
/// for each position of the output map that the piece computes.
struct OperatorCost {
  double perCall = 0;
  double perPosition = 0;
  double positions = 0;  ///< of the whole output map
  double spill = 0;      ///< of a whole run, for activations beyond the fast SRAM
  bool known = true;     ///< false for opaque and recurrent operators

  Cycles whole() const { return rounded(perCall + perPosition * positions + spill); }
  /// A patch, or that part of its channels: its tiles are taken to lie in the fast SRAM.
  Cycles piece(std::int64_t computed, double part = 1) const {
    return rounded(perCall + perPosition * static_cast<double>(computed) * part);
  }

 private:
  static Cycles rounded(double cycles) { return Cycles(std::llround(cycles)); }
};

}  // namespace tessera
