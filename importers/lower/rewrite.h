#pragma once

#include "importers/lower/lowering.h"

/// The rewrites behind `allRewrites()` and those of single importers. Each is a pure function that
/// runs in time linear in the operators, never changes what a graph output is called or means (but
/// for `integerForms` and `integerEnds`, which leave quantised what the file would convert back),
/// and leaves alone what reads parameters that are not constant.
namespace tessera {

/// "integer-forms": removes Quantize/Dequantize pairs and the scale operands of QLinear operators.
///
/// A Dequantize goes where what reads it writes integers, which then reads the quantised tensor; an
/// operator that stays real reads real values, which take their bytes. A Quantize goes where
/// nothing else reads the real value, or only others to the same form: the operator before it
/// writes the quantised tensor. What the graph itself reads and writes keeps its type, and its
/// conversion; a Quantize of a graph output stays. Real tensors left between two integer ones (a
/// convolution's output before its Relu) take the form of the integer tensor that they lead to or
/// merely move, where that changes no value. The value of a Pad that turned integer is then in
/// stored units.
Rewritten integerForms(Network network);

/// "integer-ends": removes a Quantize of a graph input and a Dequantize to a graph output, which
/// become integer: the application hands integers over. For formats whose conversions are real
/// operators (TFLite); `integerForms` does more. Returns the number of operators removed.
Rewritten integerEnds(Network network);

/// "drop-identities": removes operators that change no value: Identity, Dropout, casts between
/// floating-point types, reshapes to the same shape, transpositions that permute nothing, pads of
/// nothing, concatenations of one tensor, slices of everything. One between a graph input and a
/// graph output stays.
Rewritten dropIdentities(Network network);

/// "free-transpose": kernels of microcontrollers have the channels last whatever the file says, so
/// that a Transpose which only moves the channels moves no bytes (TFLite's convolutions and those
/// of CMSIS-NN read NHWC; converters drop such transpositions). Of a network with channels first,
/// tensors between such transpositions, and graph inputs and outputs beyond one that stands at a
/// feature map, name their channels second; the transpositions go. One behind a feature map that
/// nothing else reads becomes a view (before a flatten, or the joined outputs of a detector).
/// Others, and every other permutation, stay operators that copy.
Rewritten freeTransposes(Network network);

/// "fuse-shuffle": a reshape, a transposition and a reshape that together shuffle the channels of a
/// feature map (ShuffleNet), or move them to the positions of blocks or back (a pixel shuffle), as
/// one operator, which has the transposition's name. Whichever axes are split, it is what lands
/// where that counts. Nothing but the three reads the tensors between them.
Rewritten fuseShuffles(Network network);

/// "fuse-pad": merges a zero Pad of the spatial axes into the only convolution, or average pool
/// that counts its padding, that reads it.
Rewritten fusePads(Network network);

/// "split-pad": the contrary, for a converter to TFLite: padding of a convolution, a max pool or an
/// average pool that counts it becomes a Pad of its own where TFLite's SAME and VALID do not say
/// it. A runtime asks for it; no format does.
Rewritten splitPads(Network network);

/// "matmul-to-fully-connected": a product with a constant matrix on the right is fully connected.
Rewritten matmulToFullyConnected(Network network);

/// "fuse-bias": an addition of one constant a channel becomes the bias of the convolution or fully
/// connected operator before it, if that has none.
Rewritten fuseBiases(Network network);

/// "fold-batch-norm": a batch norm after a convolution or fully connected operator becomes a factor
/// for each output channel of its weights, scale / sqrt(variance + epsilon), and a bias,
/// (bias - mean) * factor + shift (Jacob et al., 2018, "Quantization and Training of Neural
/// Networks", section 3.2). Not into weights that are quantised: other values would come out.
/// Without values, or where they are not float32, the operator goes all the same, and the values of
/// weights and bias are absent then.
Rewritten foldBatchNorms(Network network);

/// "fuse-activation": a relu, relu6 or clip to -1..1 directly after a convolution, fully connected,
/// pool or add/sub/mul operator becomes part of it. Like biases and batch norms it stays where what
/// it reads is quantised apart from what it writes, so that values would change.
Rewritten fuseActivations(Network network);

/// "fuse-other-activation": likewise other clips, leakyrelu, hardswish, hardsigmoid, sigmoid, tanh,
/// which the kernels of TFLite and TinyEngine do not take in.
Rewritten fuseOtherActivations(Network network);

/// "alias-reshapes": the output of a Reshape becomes a view of its input.
Rewritten aliasReshapes(Network network);

}  // namespace tessera
