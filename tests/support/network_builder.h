#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/graph.h"

namespace tessera::test {

/// Builds a small network, one line an operator.
class NetworkBuilder {
 public:
  TensorId input(const std::string& name, Shape shape, DType dtype = DType::float32) {
    const TensorId id = add(name, std::move(shape), TensorRole::activation, dtype);
    network_.inputs.push_back(id);
    return id;
  }

  /// A constant without values.
  TensorId constant(const std::string& name, Shape shape, TensorRole role = TensorRole::weight,
                    DType dtype = DType::float32) {
    return add(name, std::move(shape), role, dtype);
  }

  template <class Value>
  TensorId values(const std::string& name, Shape shape, DType dtype,
                  const std::vector<Value>& given, TensorRole role = TensorRole::weight) {
    const TensorId id = add(name, std::move(shape), role, dtype);
    network_.tensor(id).data = inlineConstant(std::span<const Value>(given), dtype);
    return id;
  }
  TensorId floats(const std::string& name, Shape shape, const std::vector<float>& given,
                  TensorRole role = TensorRole::weight) {
    return values(name, std::move(shape), DType::float32, given, role);
  }

  /// An operator whose one output tensor has its name.
  TensorId op(const std::string& name, Attributes attributes, std::vector<TensorId> inputs,
              Shape shape, DType dtype = DType::float32, const std::string& type = "Test") {
    const TensorId id = add(name, std::move(shape), TensorRole::activation, dtype);
    network_.operators.push_back(
        {name, type, std::move(attributes), std::move(inputs), {id}, std::nullopt});
    return id;
  }

  void quantize(TensorId id, float scale, std::int32_t zeroPoint) {
    network_.tensor(id).quantization =
        std::make_shared<const Quantization>(Quantization{{scale}, {zeroPoint}, -1});
  }

  void output(TensorId id) { network_.outputs.push_back(id); }
  Tensor& operator[](TensorId id) { return network_.tensor(id); }
  Network& network() { return network_; }
  Graph graph() const { return Graph(network_); }

 private:
  TensorId add(const std::string& name, Shape shape, TensorRole role, DType dtype) {
    Tensor tensor;
    tensor.name = name;
    tensor.dtype = dtype;
    tensor.role = role;
    tensor.shape = std::move(shape);
    return network_.addTensor(std::move(tensor));
  }

  Network network_;
};

/// A window of `axes` equal axes.
inline Window window(std::size_t axes, std::int64_t kernel, std::int64_t stride = 1,
                     std::int64_t pad = 0) {
  return Window(axes, WindowAxis{kernel, stride, 1, pad, pad});
}

inline std::vector<std::string> operatorNames(const Network& network) {
  std::vector<std::string> names;
  for (const Operator& op : network.operators) names.push_back(op.name);
  return names;
}

/// The operator or tensor of that name; throws std::out_of_range where there is none.
inline const Operator& operatorNamed(const Network& network, const std::string& name) {
  const auto at = std::find_if(network.operators.begin(), network.operators.end(),
                               [&](const Operator& op) { return op.name == name; });
  if (at == network.operators.end()) throw std::out_of_range("no operator " + name);
  return *at;
}

inline std::vector<std::string> names(const Network& network, const std::vector<TensorId>& ids) {
  std::vector<std::string> found;
  for (const TensorId id : ids) found.push_back(network.tensor(id).name);
  return found;
}

}  // namespace tessera::test
