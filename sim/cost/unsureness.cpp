#include "sim/cost/unsureness.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <cmath>
#include <numeric>

namespace tessera {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Eigen::Index;

constexpr auto terms = static_cast<Index>(latencyTerms);
/// The scale itself is free; some weight keeps the system regular.
constexpr double scaleWeight = 1e-6;

/// Shares, then 1 for the scale.
Vector rowOf(const TermCycles& shares) {
  Vector row = Vector::Ones(terms + 1);
  row.head(terms) = Eigen::Map<const Vector>(shares.data(), terms);
  return row;
}

}  // namespace

TermCycles sharesOf(const TermCycles& counted) {
  const double all = std::accumulate(counted.begin(), counted.end(), 0.0);
  TermCycles shares{};
  if (!(all > 0)) return shares;
  for (std::size_t t = 0; t < latencyTerms; ++t) shares[t] = counted[t] / all;
  return shares;
}

double unsureness(std::span<const FamilyMix> families, const TermCycles& counted) {
  const TermCycles shares = sharesOf(counted);
  const bool isKnown = std::accumulate(shares.begin(), shares.end(), 0.0) > 0;
  if (families.empty() || !isKnown) return 1;
  Matrix normal = Matrix::Zero(terms + 1, terms + 1);
  normal.diagonal().setConstant(usualPriorWeight);
  normal(terms, terms) = scaleWeight;
  for (const FamilyMix& family : families) {
    const Vector row = rowOf(family.shares);
    normal += row * row.transpose();
  }
  const Vector row = rowOf(shares);
  return std::sqrt(1 + row.dot(normal.ldlt().solve(row)));
}

}  // namespace tessera
