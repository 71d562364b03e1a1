#pragma once

#include "core/tensor.h"

namespace tessera {

/// What a constant is for that several operators read for different ends: the more telling of the
/// two roles.
TensorRole moreTelling(TensorRole a, TensorRole b);

}  // namespace tessera
