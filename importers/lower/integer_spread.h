#pragma once

#include "core/network.h"

namespace tessera {

/// Gives the tensor the integer form of `form`: its type, scale and zero point.
void takeForm(Tensor& tensor, const Tensor& form);

/// Gives real tensors between integer ones an integer form (type, scale, zero point), after the
/// conversions between them are gone. First forwards: what only moves values (a reshape, a max
/// pool, ...) writes the form that it reads, a graph output too. Then backwards: what feeds an
/// integer tensor through moves or bounds (a relu, a clip), and nothing else, takes the form of
/// that tensor, which changes no value; a graph input only through moves, a graph output never.
/// What else lies between stays real, as the file has it.
void spreadIntegerForms(Network& network);

/// Puts the value of a pad whose output is quantised into stored units, clamped to the type.
void quantizePadValue(const Network& network, Operator& pad);

}  // namespace tessera
