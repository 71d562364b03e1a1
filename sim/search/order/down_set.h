#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/search/order/section.h"

namespace tessera {

/// A point in a search over orders: which operators of a section have run (a *down-set*: with each
/// operator also all that it depends on), which are ready to run next, and the live bytes. All that
/// matters about the past is in the set of operators that have run.
class DownSet {
 public:
  /// The section before its first operator.
  explicit DownSet(const OrderSection& section)
      : section_(&section),
        width_((section.operators.size() + 63) / 64),
        words_(2 * width_),
        live_(section.entry) {
    for (std::uint32_t i = 0; i < section.operators.size(); ++i) {
      const OrderSection::Range before = section.operators[i].predecessors;
      if (before.begin == before.end) setBit(ready(), i);
    }
  }

  /// Bit i of `done()`: operator i has run.
  std::span<const std::uint64_t> done() const { return {words_.data(), width_}; }
  /// `done()` and the ready operators behind it, to be handed to `load`.
  std::span<const std::uint64_t> words() const { return words_; }
  std::int64_t live() const { return live_; }
  std::uint32_t count() const { return count_; }  ///< operators that have run
  bool complete() const { return count_ == section_->operators.size(); }

  void load(std::span<const std::uint64_t> words, std::int64_t live, std::uint32_t count) {
    std::copy(words.begin(), words.end(), words_.begin());
    live_ = live;
    count_ = count;
  }

  bool hasRun(std::uint32_t op) const { return testBit(words_.data(), op); }
  bool isReady(std::uint32_t op) const { return testBit(words_.data() + width_, op); }

  /// The bytes of the step in which the ready operator `op` would run next.
  std::int64_t step(std::uint32_t op) const {
    const OrderSection::Operator& entry = section_->operators[op];
    std::int64_t bytes = live_ + entry.step;
    if (count_ == 0) bytes += section_->entryOnce;
    if (entry.shared > 0 && isLastReader(entry.overwrites, op)) bytes -= entry.shared;
    return bytes;
  }

  /// By how much the live bytes change once it has run.
  std::int64_t change(std::uint32_t op) const {
    const OrderSection::Operator& entry = section_->operators[op];
    std::int64_t bytes = entry.born;
    for (const std::uint32_t tensor : section_->slice(entry.inputs)) {
      if (isLastReader(tensor, op)) bytes -= section_->tensors[tensor].bytes;
    }
    return bytes;
  }

  void run(std::uint32_t op) {
    live_ += change(op);
    ++count_;
    setBit(words_.data(), op);
    clearBit(ready(), op);
    for (const std::uint32_t next : section_->slice(section_->operators[op].successors)) {
      if (isEnabled(next)) setBit(ready(), next);
    }
  }

  /// Takes back `op`, the last operator that ran.
  void undo(std::uint32_t op) {
    for (const std::uint32_t next : section_->slice(section_->operators[op].successors)) {
      clearBit(ready(), next);
    }
    setBit(ready(), op);
    clearBit(words_.data(), op);
    --count_;
    live_ -= change(op);
  }

  /// Calls `visit(op)` for each operator that is ready now, ascending.
  template <class Visit>
  void forEachReady(const Visit& visit) const {
    for (std::size_t i = 0; i < width_; ++i) {
      for (std::uint64_t word = words_[width_ + i]; word != 0; word &= word - 1) {
        visit(static_cast<std::uint32_t>(i * 64) +
              static_cast<std::uint32_t>(std::countr_zero(word)));
      }
    }
  }

 private:
  static bool testBit(const std::uint64_t* words, std::uint32_t bit) {
    return (words[bit / 64] >> (bit % 64) & 1U) != 0;
  }
  static void setBit(std::uint64_t* words, std::uint32_t bit) {
    words[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  static void clearBit(std::uint64_t* words, std::uint32_t bit) {
    words[bit / 64] &= ~(std::uint64_t{1} << (bit % 64));
  }

  std::uint64_t* ready() { return words_.data() + width_; }

  bool isLastReader(std::uint32_t tensor, std::uint32_t op) const {
    for (const std::uint32_t reader : section_->slice(section_->tensors[tensor].readers)) {
      if (reader != op && !hasRun(reader)) return false;
    }
    return true;
  }

  bool isEnabled(std::uint32_t op) const {
    for (const std::uint32_t before : section_->slice(section_->operators[op].predecessors)) {
      if (!hasRun(before)) return false;
    }
    return true;
  }

  const OrderSection* section_;
  std::size_t width_;
  std::vector<std::uint64_t> words_;  // `width_` words of operators that have run, as many of ready
  std::int64_t live_;
  std::uint32_t count_ = 0;
};

/// Runs what needs no decision: each operator, and each chain of operators that enable one another,
/// that keeps to `capacity` and ends with no more live bytes than before it. Appends what ran to
/// `sequence`.
///
/// Why that is safe: the live bytes are a submodular function of the down-set, so that what such a
/// chain does now it also does at most later, and every order that goes on from here within
/// `capacity` can be turned into one that starts with the chain: each of its later steps has at
/// most the bytes that it had. (The chain's own prefixes have more live bytes than its end, which
/// is why it stops the first time it is back.)
void runSafeOperators(DownSet& set, const OrderSection& section, std::int64_t capacity,
                      std::vector<std::uint32_t>& sequence);

/// Runs the ready operator `op`, safe or not, and then what is safe. Where nothing was safe before
/// under the capacity `closedAt`, it looks only where something may have become so; what little it
/// misses costs the search time and nothing else.
void runAndSafeOperators(DownSet& set, const OrderSection& section, std::uint32_t op,
                         std::int64_t capacity, std::int64_t closedAt,
                         std::vector<std::uint32_t>& sequence);

}  // namespace tessera
