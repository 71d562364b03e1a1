#pragma once

#include <cstdint>
#include <vector>

#include "sim/search/order/min_cut.h"
#include "sim/search/order/section.h"

namespace tessera {

/// What must at least be live when an operator runs, whatever has run before it.
///
/// The live bytes after a down-set S are the sum over tensors t of
/// bytes(t) * [producer in S] * [some reader not in S]. Over all down-sets that hold everything an
/// operator depends on and nothing that depends on it, their minimum is a minimum cut: S is the
/// source's side, each tensor an arc from its producer (to its reader, or to a node from which no
/// cut parts its readers), and an arc that cannot be cut leads from each operator to those that it
/// reads from.
class CutBound {
 public:
  explicit CutBound(const OrderSection& section);

  /// No order has a step of `op` below these bytes.
  std::int64_t bytes(std::uint32_t op);

 private:
  static constexpr std::uint32_t unseen = UINT32_MAX;

  void mark(std::uint32_t op);
  void markFrom(std::uint32_t op, bool forwards, std::uint32_t node);
  void addDependencies();
  void addTensor(const OrderSection::Tensor& tensor);
  void addSharing(std::uint32_t op);
  void connect(std::uint32_t from, std::int64_t bytes);

  const OrderSection* section_;
  std::vector<std::int64_t> keptBorn_;  // by operator: bytes of outputs that outlive the section
  std::int64_t throughout_;             // bytes that live from before the section to after it
  MinCut network_;
  std::int64_t constant_ = 0;        // bytes that are live in every cut
  std::vector<std::uint32_t> node_;  // by operator: its place in the network
  std::vector<std::uint32_t> pending_;
  std::vector<std::uint32_t> ends_;  // of a tensor's undecided readers
};

}  // namespace tessera
