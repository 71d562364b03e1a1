#include "core/kinds.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

/// Every kind but two.
using Others = KindList<Convolution, TransposedConvolution, FullyConnected, MatMul, Pool,
                        GlobalPool, Elementwise, Activation, Concat, Split, Slice, Pad, Resize,
                        Reshape, Reduce, Softmax, LayerNormalization, BatchNormalization, Quantize,
                        Dequantize, Rearrange, Recurrent, Opaque>;

TEST(Kinds, EachHasOneAnswer) {
  EXPECT_TRUE(isAmong(Attributes(Cast{}), KindList<Cast, Transpose>{}, Others{}));
  EXPECT_FALSE(isAmong(Attributes(Opaque{}), KindList<Cast, Transpose>{}, Others{}));
  Operator op;
  op.attributes = Transpose{};
  EXPECT_TRUE(isAmong(op, KindList<Cast, Transpose>{}, Others{}));
}

static_assert(OneOf<Cast, Reshape, Cast>);
static_assert(!OneOf<Cast, Reshape>);

}  // namespace
}  // namespace tessera
