#include "sim/nas/naswot.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <vector>

#include "core/architecture/plan_network.h"
#include "core/graph.h"
#include "sim/verify/execute.h"

namespace tessera::nas {
namespace {

/// Where a ReLU of the run has a positive result, one by one.
std::vector<bool> codesOf(const Graph& graph, const verify::TensorBytes& run) {
  std::vector<bool> codes;
  for (const Operator& op : graph.operators()) {
    const auto* activation = std::get_if<Activation>(&op.attributes);
    if (activation == nullptr || !activation->function.starts_with("relu")) continue;
    const std::vector<std::byte>& bytes = verify::bytesOf(graph, run, op.outputs.front());
    for (std::size_t at = 0; at + sizeof(float) <= bytes.size(); at += sizeof(float)) {
      float value = 0;
      std::memcpy(&value, bytes.data() + at, sizeof(float));
      codes.push_back(value > 0);
    }
  }
  return codes;
}

std::int64_t alike(const std::vector<bool>& a, const std::vector<bool>& b) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) count += a[i] == b[i] ? 1 : 0;
  return count;
}

}  // namespace

double naswotScore(const arch::Architecture& architecture, std::uint64_t seed) {
  const auto plan = std::make_shared<const arch::Plan>(arch::planOf(architecture));
  const Graph graph(arch::networkOf(plan, arch::NetworkForm::exported, seed));
  std::vector<std::vector<bool>> codes;
  for (std::int64_t image = 0; image < naswotBatch; ++image) {
    const std::uint64_t imageSeed = seed + static_cast<std::uint64_t>(image);
    codes.push_back(
        codesOf(graph, verify::plainRun(graph, verify::randomInputs(graph, imageSeed))));
  }
  Eigen::MatrixXd kernel(naswotBatch, naswotBatch);
  for (Eigen::Index i = 0; i < naswotBatch; ++i) {
    for (Eigen::Index j = 0; j < naswotBatch; ++j) {
      kernel(i, j) = static_cast<double>(
          alike(codes[static_cast<std::size_t>(i)], codes[static_cast<std::size_t>(j)]));
    }
  }
  // The matrix is symmetric and not negative; its diagonal factor has the determinant.
  const Eigen::VectorXd diagonal = kernel.ldlt().vectorD();
  double score = 0.0;
  for (Eigen::Index i = 0; i < diagonal.size(); ++i) score += std::log(std::max(diagonal(i), 1e-9));
  return score;
}

}  // namespace tessera::nas
