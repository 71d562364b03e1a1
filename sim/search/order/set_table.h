#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

/// Records of a fixed number of words, numbered from 0 as they come, each with another key: the
/// first words of a record. A hash only finds the place; keys are compared in full.
class SetTable {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;

  SetTable(std::size_t keyWords, std::size_t recordWords)
      : keyWords_(keyWords), recordWords_(recordWords), slots_(firstSlots, none) {}

  /// The number of the new record; `none` where one with its key is there already.
  std::uint32_t insert(std::span<const std::uint64_t> record) {
    const auto key = record.first(keyWords_);
    std::size_t slot = hash(key) & (slots_.size() - 1);
    while (slots_[slot] != none) {
      if (std::equal(key.begin(), key.end(), words_.data() + slots_[slot] * recordWords_)) {
        return none;
      }
      slot = (slot + 1) & (slots_.size() - 1);
    }
    const auto number = static_cast<std::uint32_t>(size());
    slots_[slot] = number;
    words_.insert(words_.end(), record.begin(), record.end());
    ++size_;
    if (2 * size_ > slots_.size()) grow();
    return number;
  }

  std::span<const std::uint64_t> record(std::uint32_t number) const {
    return {words_.data() + number * recordWords_, recordWords_};
  }

  std::size_t size() const { return size_; }
  std::size_t memory() const { return words_.capacity() * 8 + slots_.capacity() * 4; }

 private:
  static constexpr std::size_t firstSlots = 1024;

  static std::size_t hash(std::span<const std::uint64_t> key) {
    std::uint64_t state = 0x9e3779b97f4a7c15U;
    for (const std::uint64_t word : key) {
      state = (state ^ word) * 0xff51afd7ed558ccdU;
      state ^= state >> 32U;
    }
    return state;
  }

  void grow() {
    std::vector<std::uint32_t> larger(2 * slots_.size(), none);
    for (std::uint32_t number = 0; number < size_; ++number) {
      std::size_t slot = hash(record(number).first(keyWords_)) & (larger.size() - 1);
      while (larger[slot] != none) slot = (slot + 1) & (larger.size() - 1);
      larger[slot] = number;
    }
    slots_ = std::move(larger);
  }

  std::size_t keyWords_;
  std::size_t recordWords_;
  std::size_t size_ = 0;
  std::vector<std::uint32_t> slots_;  // a power of two of them, at most half full
  std::vector<std::uint64_t> words_;
};

}  // namespace tessera
