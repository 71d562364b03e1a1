#include "sim/schedule/schedule_names.h"

#include <vector>

#include "core/closest_name.h"

namespace tessera {
namespace {

template <class Id>
using Names = std::map<std::string_view, std::optional<Id>>;

template <class Id>
void addName(Names<Id>& names, std::string_view name, Id id) {
  const auto [at, added] = names.try_emplace(name, id);
  if (!added) at->second.reset();
}

template <class Id>
std::optional<Id> find(const Names<Id>& names, std::string_view name) {
  const auto at = names.find(name);
  return at == names.end() ? std::nullopt : at->second;
}

template <class Id>
std::string closest(const Names<Id>& names, const std::string& name) {
  if (names.count(name) > 0) return "several have this name";
  // The search is quadratic in the length, and who types such a name had another in mind anyway.
  constexpr std::size_t typable = 1000;
  if (name.size() > typable) return "the name is too long to be one";
  std::vector<std::string> candidates;
  for (const auto& [candidate, id] : names) candidates.emplace_back(candidate);
  return closestName(name, candidates);
}

}  // namespace

GraphNames::GraphNames(const Graph& graph) {
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    addName(operators_, graph.operators()[i].name, OperatorId(i));
  }
  for (std::size_t i = 0; i < graph.tensors().size(); ++i) {
    const Tensor& tensor = graph.tensors()[i];
    if (tensor.role == TensorRole::activation) addName(activations_, tensor.name, TensorId(i));
  }
}

std::optional<OperatorId> GraphNames::operatorNamed(std::string_view name) const {
  return find(operators_, name);
}

std::optional<TensorId> GraphNames::activationNamed(std::string_view name) const {
  return find(activations_, name);
}

std::string GraphNames::closestOperator(const std::string& name) const {
  return closest(operators_, name);
}

std::string GraphNames::closestActivation(const std::string& name) const {
  return closest(activations_, name);
}

}  // namespace tessera
