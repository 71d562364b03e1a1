#pragma once

#include <array>
#include <cstdint>

#include "sim/verify/fixed_point.h"

namespace tessera::verify {

/// A function of 16-bit numbers, sampled at the ends of 512 steps and linear between them. Half of
/// the error in the middle of a step is taken from the sample before it. (LUTPopulateInt16 and
/// LUTLookup of tensorflow/lite/kernels/internal/common.h.)
class Int16Table {
 public:
  Int16Table(Affine input, Affine output, float (*function)(float));

  std::int32_t operator()(std::int32_t value) const;

 private:
  std::array<std::int32_t, 513> samples_{};
};

/// What brings 16-bit numbers of one scale to the unit of TFLite's sigmoid table, 1 / (3 x 4096):
/// x * factor / 2^shift, half up. A factor above 15 bits means that the scale is too large.
struct SigmoidInput {
  std::int32_t factor = 0;
  int shift = 0;

  std::int32_t operator()(std::int32_t x) const;
};

/// For LOGISTIC (`powers` 1: of scales that are a power of two, 2^-12 alone has an exact factor)
/// and TANH (`powers` 2: 2^-11 too). (CalculateArithmeticOpDataLogistic of
/// tensorflow/lite/micro/kernels/logistic_common.cc, CalculateArithmeticOpData of tanh.cc.)
SigmoidInput sigmoidInput(float scale, int powers);

/// The two functions of what `SigmoidInput` gives, with 15 bits behind the point.
/// (tensorflow/lite/kernels/internal/reference/integer_ops/logistic.h and tanh.h.)
std::int32_t int16Logistic(std::int32_t x);
std::int32_t int16Tanh(std::int32_t x);

}  // namespace tessera::verify
