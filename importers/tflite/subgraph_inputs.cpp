#include "importers/tflite/subgraph_inputs.h"

#include <algorithm>
#include <set>

#include "core/error.h"
#include "importers/refusal.h"
#include "importers/shapes.h"
#include "importers/tflite/lists.h"
#include "importers/tflite/schema_generated.h"

namespace tessera::tflite_import {
namespace {

std::vector<std::size_t> endsIn(const flatbuffers::Vector<std::int32_t>* list, std::size_t tensors,
                                const std::string& where, Lists& lists) {
  std::vector<std::size_t> ends;
  std::vector<bool> seen(tensors, false);
  for (const std::int32_t index : lists.copy(list)) {
    if (index < 0 || static_cast<std::size_t>(index) >= tensors) {
      throw Error(
          ErrorCode::input,
          "there is no tensor " + std::to_string(index) + " among " + std::to_string(tensors),
          where, "convert the model again");
    }
    const auto end = static_cast<std::size_t>(index);
    if (!seen[end]) ends.push_back(end);
    seen[end] = true;
  }
  return ends;
}

/// "x=1x3x<dim2>" and "input 'x' has open dimensions [1, 3, ?]".
struct Request {
  std::string problem;
  std::string option;
};

Request requestFor(const TensorInfo& input) {
  std::string dims;
  std::string option;
  for (std::size_t axis = 0; axis < input.shape.rank(); ++axis) {
    const bool open = std::find(input.open.begin(), input.open.end(), axis) != input.open.end();
    const std::string extent = std::to_string(input.shape[axis]);
    dims += (axis > 0 ? ", " : "") + (open ? "?" : extent);
    option +=
        (axis > 0 ? "x" : "") + (open && axis > 0 ? "<dim" + std::to_string(axis) + ">" : extent);
  }
  return {"input '" + input.name + "' has open dimensions [" + dims + "]",
          input.name + "=" + option};
}

/// What the file leaves open of its inputs, the first extent (a batch) aside.
Request requestFor(const std::vector<TensorInfo>& tensors, const std::vector<std::size_t>& inputs) {
  Request all;
  for (const std::size_t index : inputs) {
    const TensorInfo& input = tensors[index];
    if (input.affected || input.open.empty() || input.open.back() == 0) continue;
    const Request request = requestFor(input);
    all.problem += (all.problem.empty() ? "" : ", ") + request.problem;
    all.option += " --input-shape " + request.option;
  }
  return all;
}

void takeOpenAsOne(std::vector<TensorInfo>& tensors, const Request& request,
                   std::vector<std::string>& warnings) {
  if (!request.problem.empty()) {
    warnings.push_back(request.problem +
                       ", taken as 1 as TensorFlow Lite Micro does; otherwise pass" +
                       request.option);
  }
  for (TensorInfo& tensor : tensors) tensor.open.clear();
}

void giveShape(TensorInfo& input, const Shape& shape) {
  if (input.rankKnown) checkGivenRank(input.name, shape, input.shape.rank());
  input.affected = input.shape != shape || !input.open.empty();
  input.shape = shape;
  input.open.clear();
  checkShape(input.shape, input.dtype, "input '" + input.name + "'");
}

}  // namespace

SubgraphEnds resolveEnds(const schema::SubGraph& subgraph, std::vector<TensorInfo>& tensors,
                         Lists& lists, const ImportOptions& options,
                         std::vector<std::string>& warnings) {
  const std::map<std::string, Shape>& given = options.inputShapes;
  SubgraphEnds ends{endsIn(subgraph.inputs(), tensors.size(), "graph inputs", lists),
                    endsIn(subgraph.outputs(), tensors.size(), "graph outputs", lists)};
  std::erase_if(ends.inputs, [&](std::size_t index) {
    if (!tensors[index].constant()) return false;
    warnings.push_back("input '" + oneLine(tensors[index].name) +
                       "' has values in the file and is taken as a constant");
    return true;
  });
  std::set<std::string> names;
  for (const std::size_t index : ends.inputs) names.insert(tensors[index].name);
  checkGivenShapes(given, names);
  for (const std::size_t index : ends.inputs) {
    const auto found = given.find(tensors[index].name);
    if (found != given.end()) giveShape(tensors[index], found->second);
  }
  const Request request = requestFor(tensors, ends.inputs);
  const bool openAsOne = options.openAsOne && given.empty();
  if (openAsOne) {
    takeOpenAsOne(tensors, request, warnings);
  } else if (!request.problem.empty()) {
    throw refusal(Refusal::symbolicInput, request.problem, {}, "pass" + request.option);
  }
  return ends;
}

}  // namespace tessera::tflite_import
