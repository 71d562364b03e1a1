#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/graph.h"

namespace tessera {

/// The operators and activations of a graph by name, for schedules that name many of them.
class GraphNames {
 public:
  explicit GraphNames(const Graph& graph);

  /// Nothing where no operator has that name, or several do.
  std::optional<OperatorId> operatorNamed(std::string_view name) const;
  std::optional<TensorId> activationNamed(std::string_view name) const;

  /// The error's hint for a name that is none.
  std::string closestOperator(const std::string& name) const;
  std::string closestActivation(const std::string& name) const;

 private:
  // Keys look into the graph. Nothing: several have the name.
  std::map<std::string_view, std::optional<OperatorId>> operators_;
  std::map<std::string_view, std::optional<TensorId>> activations_;
};

}  // namespace tessera
