#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/graph.h"
#include "core/region.h"

namespace tessera {

/// How one axis (rows or columns) of an operator's output maps to the same axis of one input: which
/// input positions an interval of output positions reads.
struct AxisMap {
  enum class Kind : std::uint8_t {
    window,  ///< output [a, b) reads [a*stride - padBefore, (b-1)*stride - padBefore + reach)
    whole,   ///< every output position reads all of the input's axis (broadcast from extent 1)
    table,   ///< output i reads `reads[i]`
  };
  Kind kind = Kind::window;
  std::int64_t stride = 1;
  std::int64_t padBefore = 0;
  std::int64_t reach = 1;       ///< (kernel - 1) * dilation + 1
  std::int64_t extent = 1;      ///< of the input's axis
  std::vector<Interval> reads;  ///< of `table`; empty where a position reads nothing
  std::int64_t dilation = 1;    ///< from one tap of a window to the next

  /// From the first to the last input position in [0, extent) that a tap of the output positions
  /// touches: padding is never stored. That is `full` clipped, less what lies at the borders
  /// between two taps or two windows. Empty where no tap touches the tensor or `output` is empty.
  ///
  /// Output [a, b) of a window needs [a*s - p, (b-1)*s - p + (k-1)*d + 1) (MCUNetV2, section 3).
  Interval clipped(Interval output) const;

  /// The same without the clip: what a runtime executes that runs every patch at full size. Of
  /// `whole` and `table` it equals the clipped one, where an output position that does not exist
  /// reads what the nearest one does that exists.
  Interval full(Interval output) const;
};

struct RegionMap {
  AxisMap rows;
  AxisMap columns;

  /// What an output region reads of the input; empty where it reads padding alone along an axis.
  Region clipped(const Region& output) const {
    return orEmpty({rows.clipped(output.rows), columns.clipped(output.columns)});
  }
  /// The same without the clip at the input's borders.
  Region full(const Region& output) const {
    return orEmpty({rows.full(output.rows), columns.full(output.columns)});
  }

 private:
  static Region orEmpty(const Region& region) { return region.empty() ? Region{} : region; }
};

/// Why an operator cannot run on a patch of its output alone; empty where it can.
///
/// Spatially local are, on feature maps of rank 3 and 4: convolutions, pools, elementwise operators
/// (broadcast included), activations, batch norms, quantise, dequantise and cast, concat and split
/// along the channels, constant pad, slices (of channels, rows and columns) that go forward,
/// nearest and linear resize, transposed convolutions, depth to space and back,
/// and shuffles of the channels.
std::string whyNotLocal(const Graph& graph, OperatorId id);

/// How the operator's output regions map to regions of its input number `input` (an index into
/// Operator::inputs, an activation). `id` must be local (see `whyNotLocal`).
RegionMap regionMap(const Graph& graph, OperatorId id, std::size_t input);

/// The window of a convolution or a pool; nothing for every other operator.
const Window* windowOf(const Operator& op);

/// Rows and columns of a tensor under the graph's layout.
Region wholeRegion(const Graph& graph, TensorId id);

}  // namespace tessera
