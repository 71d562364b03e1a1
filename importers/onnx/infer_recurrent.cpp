#include "core/checked.h"
#include "importers/onnx/infer.h"
#include "importers/onnx/recurrent_spec.h"

namespace tessera::onnx_import {
namespace infer {

/// Outputs: every step's state, the last state and (LSTM only) the last cell.
InferredOutputs recurrent(const NodeView& node) {
  const RecurrentSpec spec = recurrentSpec(node);
  const DType dtype = node.dtype(0);
  const Shape states = spec.batchFirst
                           ? Shape{spec.batch, spec.length, spec.directions, spec.hidden}
                           : Shape{spec.length, spec.directions, spec.batch, spec.hidden};
  const Shape last = spec.batchFirst ? Shape{spec.batch, spec.directions, spec.hidden}
                                     : Shape{spec.directions, spec.batch, spec.hidden};
  return {{dtype, states}, {dtype, last}, {dtype, last}};
}

}  // namespace infer

std::int64_t RecurrentSpec::stepMacs() const {
  const std::int64_t each = checkedMul(checkedMul(gates, hidden), checkedAdd(features, hidden));
  return checkedMul(directions, each);
}

RecurrentSpec recurrentSpec(const NodeView& node) {
  const Shape& x = node.shapeOfRank(0, 3);
  const Shape& w = node.shapeOfRank(1, 3);
  const Shape& r = node.shapeOfRank(2, 3);
  const std::string direction = node.text("direction", "forward");
  const std::int64_t directions = direction == "bidirectional" ? 2 : 1;
  const std::int64_t hidden = node.integer("hidden_size", r[2]);
  if (hidden < 1 || hidden != r[2]) node.fail("does not fit R of " + r.text(), "hidden_size");
  const std::int64_t gates = node.type() == "LSTM" ? 4 : node.type() == "GRU" ? 3 : 1;
  const std::int64_t rows = checkedMul(gates, hidden);
  if (w != Shape{directions, rows, x[2]} || r != Shape{directions, rows, hidden}) {
    node.fail("W of shape " + w.text() + " and R of shape " + r.text() + " do not fit x of shape " +
              x.text());
  }
  const bool batchFirst = node.integer("layout", 0) != 0;
  return {
      x[batchFirst ? 1 : 0], x[batchFirst ? 0 : 1], x[2], hidden, gates, directions, batchFirst};
}

}  // namespace tessera::onnx_import
