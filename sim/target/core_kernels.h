#pragma once

#include "sim/target/device.h"
#include "sim/target/scratch.h"

namespace tessera {

/// The kernels that a build of TFLite Micro with CMSIS-NN has on the device: those for Helium on a
/// core that has it (Cortex-M55, M85), for DSP instructions (M4, M7, M33), else in plain C (M0+,
/// M3); the portable ones on a core that is no Cortex-M, which CMSIS-NN does not support (ESP32).
/// Where the device does not say its core, those for DSP instructions.
Kernels cmsisKernelsOn(const Device& device);

}  // namespace tessera
