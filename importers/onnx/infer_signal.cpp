#include <algorithm>
#include <map>

#include "core/checked.h"
#include "importers/onnx/infer.h"

namespace tessera::onnx_import {
namespace {

using Extents = std::vector<std::int64_t>;

/// The single value of input `i`, or nothing where it is not known.
std::optional<std::int64_t> scalarOf(const NodeView& node, std::size_t i) {
  const auto values = node.intsOf(i);
  if (!values) return std::nullopt;
  if (values->size() != 1) node.fail("input " + std::to_string(i) + " must have one element");
  return values->front();
}

/// The extents that the letters of an Einsum stand for, and those of its ellipsis.
struct Letters {
  std::map<char, std::int64_t> extents;
  Shape ellipsis;
};

/// Reads one term ("ij", "...ij") of the equation against the shape that it describes.
void readTerm(const NodeView& node, const std::string& term, const Shape& shape, Letters& letters) {
  const std::size_t dots = term.find("...");
  const std::size_t named = term.size() - (dots == std::string::npos ? 0 : 3);
  if (named > shape.rank() || (dots == std::string::npos && named != shape.rank())) {
    node.fail("'" + term + "' does not describe shape " + shape.text(), "equation");
  }
  const std::size_t open = shape.rank() - named;
  std::size_t axis = 0;
  for (std::size_t i = 0; i < term.size(); ++i, ++axis) {
    if (i == dots) {
      const auto first = shape.extents().begin() + static_cast<std::ptrdiff_t>(axis);
      const Extents rest(first, first + static_cast<std::ptrdiff_t>(open));
      letters.ellipsis = broadcast(node, letters.ellipsis, Shape(rest));
      axis += open - 1;
      i += 2;
      continue;
    }
    std::int64_t& extent = letters.extents.emplace(term[i], 1).first->second;
    if (extent != 1 && shape[axis] != 1 && extent != shape[axis]) {
      node.fail(std::string("'") + term[i] + "' stands for two extents", "equation");
    }
    if (extent == 1) extent = shape[axis];
  }
}

/// Without "->" the result has the ellipsis and then the letters that occur once, in order.
std::string implicitResult(const std::string& terms) {
  std::string result = terms.find("...") == std::string::npos ? "" : "...";
  for (char letter = 'A'; letter <= 'z'; ++letter) {
    if (std::count(terms.begin(), terms.end(), letter) == 1) result += letter;
  }
  return result;
}

}  // namespace

namespace infer {

/// Opset 17 has the axis as an attribute, opset 20 as input 2; the last axis is real, imaginary.
InferredOutputs dft(const NodeView& node) {
  Extents extents = node.shapeOfRank(0, 2).extents();
  std::int64_t axis = node.integer("axis", node.opset() < 20 ? 1 : -2);
  if (node.hasInput(2)) {
    const auto given = scalarOf(node, 2);
    if (!given) return unknownShape(node.dtype(0));
    axis = *given;
  }
  const std::size_t at = node.normalized(axis, extents.size(), "axis");
  if (node.hasInput(1)) {
    const auto length = scalarOf(node, 1);
    if (!length) return unknownShape(node.dtype(0));
    extents[at] = *length;
  }
  if (node.integer("onesided", 0) != 0) extents[at] = extents[at] / 2 + 1;
  extents.back() = 2;
  return one(node.dtype(0), Shape(std::move(extents)));
}

/// Inputs signal [batch, length, 1 or 2], step, [window], [frame length].
InferredOutputs stft(const NodeView& node) {
  const Shape& signal = node.shapeOfRank(0, 2);
  const auto step = scalarOf(node, 1);
  std::optional<std::int64_t> frame;
  if (node.hasInput(3)) {
    frame = scalarOf(node, 3);
  } else {
    frame = node.shapeOfRank(2, 1)[0];
  }
  if (!step || !frame) return unknownShape(node.dtype(0));
  if (*step < 1 || *frame < 1 || *frame > signal[1]) node.fail("frames do not fit the signal");
  const std::int64_t bins = node.integer("onesided", 1) != 0 ? *frame / 2 + 1 : *frame;
  return one(node.dtype(0), Shape{signal[0], (signal[1] - *frame) / *step + 1, bins, 2});
}

InferredOutputs melWeights(const NodeView& node) {
  const DType dtype = dtypeAttribute(node, "output_datatype", DType::float32);
  const auto bins = scalarOf(node, 0);
  const auto length = scalarOf(node, 1);
  node.input(1);
  if (!bins || !length) return unknownShape(dtype);
  return one(dtype, Shape{*length / 2 + 1, *bins});
}

/// Inputs scores [N, C, ...], labels [N, ...]: one loss a label, or one for all.
InferredOutputs loss(const NodeView& node) {
  const Shape& labels = node.shape(1);
  const bool each = node.text("reduction", "mean") == "none";
  return {{node.dtype(0), each ? labels : Shape{}}, {node.dtype(0), node.shape(0)}};
}

/// One count or weight for each n-gram of the pool.
InferredOutputs tfIdf(const NodeView& node) {
  const auto indices = node.integers("ngram_indexes");
  if (!indices || indices->empty()) node.fail("is missing", "ngram_indexes");
  Extents extents = node.shapeOfRank(0, 1).extents();
  extents.back() = checkedAdd(*std::max_element(indices->begin(), indices->end()), 1);
  return one(DType::float32, Shape(std::move(extents)));
}

InferredOutputs einsum(const NodeView& node) {
  std::string equation = node.text("equation", "");
  std::erase(equation, ' ');
  const std::size_t arrow = equation.find("->");
  const std::string terms = equation.substr(0, arrow);
  const std::string result =
      arrow == std::string::npos ? implicitResult(terms) : equation.substr(arrow + 2);
  Letters letters;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < node.inputCount(); ++i) {
    if (begin > terms.size()) node.fail("has fewer terms than inputs", "equation");
    const std::size_t end = std::min(terms.find(',', begin), terms.size());
    readTerm(node, terms.substr(begin, end - begin), node.shape(i), letters);
    begin = end + 1;
  }
  Extents extents;
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (result.compare(i, 3, "...") == 0) {
      const Extents& rest = letters.ellipsis.extents();
      extents.insert(extents.end(), rest.begin(), rest.end());
      i += 2;
      continue;
    }
    const auto found = letters.extents.find(result[i]);
    if (found == letters.extents.end()) node.fail("the result has a letter of its own", "equation");
    extents.push_back(found->second);
  }
  return one(node.dtype(0), Shape(std::move(extents)));
}

}  // namespace infer

}  // namespace tessera::onnx_import
