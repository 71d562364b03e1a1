#include "sim/search/order/cut_bound.h"

#include <algorithm>

namespace tessera {

CutBound::CutBound(const OrderSection& section)
    : section_(&section), throughout_(section.entry), node_(section.operators.size()) {
  for (const OrderSection::Operator& op : section.operators) keptBorn_.push_back(op.born);
  for (const OrderSection::Tensor& tensor : section.tensors) {
    if (tensor.producer == OrderSection::none) {
      throughout_ -= tensor.bytes;
    } else {
      keptBorn_[tensor.producer] -= tensor.bytes;
    }
  }
}

std::int64_t CutBound::bytes(std::uint32_t op) {
  network_.clear();
  constant_ = throughout_ + section_->operators[op].step;
  mark(op);
  addDependencies();
  for (const OrderSection::Tensor& tensor : section_->tensors) addTensor(tensor);
  if (section_->operators[op].shared > 0) addSharing(op);
  return constant_ + network_.value();
}

/// What has run is the source, what has not is the sink, what is open has a node of its own.
void CutBound::mark(std::uint32_t op) {
  std::fill(node_.begin(), node_.end(), unseen);
  markFrom(op, false, MinCut::source);
  markFrom(op, true, MinCut::sink);
  for (std::uint32_t& node : node_) {
    if (node == unseen) node = network_.addNode();
  }
}

void CutBound::markFrom(std::uint32_t op, bool forwards, std::uint32_t node) {
  pending_.assign(1, op);
  while (!pending_.empty()) {
    const OrderSection::Operator& entry = section_->operators[pending_.back()];
    pending_.pop_back();
    for (const std::uint32_t next :
         section_->slice(forwards ? entry.successors : entry.predecessors)) {
      if (node_[next] != unseen) continue;
      node_[next] = node;
      pending_.push_back(next);
    }
  }
  node_[op] = MinCut::sink;
}

void CutBound::addDependencies() {
  for (std::uint32_t i = 0; i < node_.size(); ++i) {
    if (node_[i] == MinCut::source) constant_ += keptBorn_[i];
    if (node_[i] == MinCut::source || node_[i] == MinCut::sink) continue;
    if (keptBorn_[i] > 0) network_.addArc(node_[i], MinCut::sink, keptBorn_[i]);
    for (const std::uint32_t before : section_->slice(section_->operators[i].predecessors)) {
      if (node_[before] != MinCut::source) {
        network_.addArc(node_[i], node_[before], MinCut::unlimited);
      }
    }
  }
}

/// The tensor's bytes count where its producer has run and one of its readers has not.
void CutBound::addTensor(const OrderSection::Tensor& tensor) {
  const std::uint32_t from =
      tensor.producer == OrderSection::none ? MinCut::source : node_[tensor.producer];
  if (from == MinCut::sink || tensor.bytes == 0) return;
  ends_.clear();
  for (const std::uint32_t reader : section_->slice(tensor.readers)) {
    if (node_[reader] != MinCut::source) ends_.push_back(node_[reader]);
  }
  if (std::find(ends_.begin(), ends_.end(), MinCut::sink) != ends_.end()) {
    ends_.assign(1, MinCut::sink);
  }
  connect(from, tensor.bytes);
}

/// The bytes that the output shares with the input it overwrites are saved only where every other
/// reader of that input has run.
void CutBound::addSharing(std::uint32_t op) {
  const OrderSection::Operator& entry = section_->operators[op];
  ends_.clear();
  for (const std::uint32_t reader : section_->slice(section_->tensors[entry.overwrites].readers)) {
    if (reader == op || node_[reader] == MinCut::source) continue;
    if (node_[reader] == MinCut::sink) return;
    ends_.push_back(node_[reader]);
  }
  constant_ -= entry.shared;
  connect(MinCut::source, entry.shared);
}

/// Cuts `bytes` where `from` is on the source's side and one of `ends_` is not.
void CutBound::connect(std::uint32_t from, std::int64_t bytes) {
  if (ends_.empty()) return;
  if (from == MinCut::source && ends_.front() == MinCut::sink) {
    constant_ += bytes;
  } else if (ends_.size() == 1) {
    network_.addArc(from, ends_.front(), bytes);
  } else {
    const std::uint32_t all = network_.addNode();
    network_.addArc(from, all, bytes);
    for (const std::uint32_t end : ends_) network_.addArc(all, end, MinCut::unlimited);
  }
}

}  // namespace tessera
