#include "tests/support/random_order_problem.h"

#include <algorithm>
#include <random>

namespace tessera::test {
namespace {

class OrderGenerator {
 public:
  OrderGenerator(std::uint64_t seed, bool inPlace) : random_(seed), inPlace_(inPlace) {
    largest_ = pick(0, 1) == 0 ? 4 : 1000;  // few sizes, and so many ties; or many
    reach_ = pick(2, 12);
    inputs_ = pick(1, 3);
  }

  OrderProblem run(std::size_t operators) {
    const std::size_t given = pick(1, 3);
    for (std::size_t i = 0; i < given; ++i) tensor().isInput = true;
    for (std::size_t i = 0; i < operators; ++i) addOperator();
    for (auto& tensor : problem_.tensors) tensor.isOutput = pick(0, 9) == 0;
    problem_.tensors.back().isOutput = true;
    return std::move(problem_);
  }

 private:
  std::size_t pick(std::size_t low, std::size_t high) {
    return std::uniform_int_distribution<std::size_t>(low, high)(random_);
  }

  std::int64_t size() { return pick(0, 9) == 0 ? 0 : static_cast<std::int64_t>(pick(1, largest_)); }

  OrderProblem::Tensor& tensor() {
    problem_.tensors.emplace_back();
    problem_.tensors.back().bytes = Bytes(size());
    return problem_.tensors.back();
  }

  void addOperator() {
    OrderProblem::Operator op;
    const std::size_t count = pick(0, 11) == 0 ? 0 : pick(1, inputs_);
    const std::size_t known = problem_.tensors.size();
    for (std::size_t i = 0; i < count; ++i) {
      op.inputs.push_back(static_cast<std::uint32_t>(known - pick(1, std::min(reach_, known))));
    }
    std::sort(op.inputs.begin(), op.inputs.end());
    op.inputs.erase(std::unique(op.inputs.begin(), op.inputs.end()), op.inputs.end());
    const std::size_t outputs = pick(0, 4) == 0 ? 2 : 1;
    for (std::size_t i = 0; i < outputs; ++i) {
      op.outputs.push_back(static_cast<std::uint32_t>(problem_.tensors.size()));
      tensor();
    }
    if (pick(0, 4) == 0) op.scratch = Bytes(size());
    if (inPlace_ && outputs == 1 && !op.inputs.empty() && pick(0, 1) == 0) {
      op.overwrites = op.inputs[pick(0, op.inputs.size() - 1)];
    }
    problem_.operators.push_back(std::move(op));
  }

  std::mt19937_64 random_;
  bool inPlace_;
  std::size_t largest_ = 0;
  std::size_t reach_ = 0;
  std::size_t inputs_ = 0;
  OrderProblem problem_;
};

}  // namespace

OrderProblem randomOrderProblem(std::uint64_t seed, std::size_t operators, bool inPlace) {
  return OrderGenerator(seed, inPlace).run(operators);
}

}  // namespace tessera::test
