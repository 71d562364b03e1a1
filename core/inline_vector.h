#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace tessera {

/// A vector whose first N elements need no allocation: for sequences that nearly always are short,
/// in tables that a search builds many thousand times a second.
template <class T, std::size_t N>
class InlineVector {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  // Not defaulted: the bytes of elements that are not there need no zeros.
  InlineVector() {}  // NOLINT(modernize-use-equals-default)
  InlineVector(const InlineVector& other) : size_(other.size_) { copy(other); }
  InlineVector(InlineVector&& other) noexcept
      : size_(std::exchange(other.size_, 0)), many_(std::move(other.many_)) {
    std::memcpy(bytes_, other.bytes_, sizeof(bytes_));
  }
  InlineVector& operator=(const InlineVector& other) {
    if (this == &other) return *this;
    size_ = other.size_;
    many_.reset();
    copy(other);
    return *this;
  }
  InlineVector& operator=(InlineVector&& other) noexcept {
    if (this == &other) return *this;
    size_ = std::exchange(other.size_, 0);
    many_ = std::move(other.many_);
    std::memcpy(bytes_, other.bytes_, sizeof(bytes_));
    return *this;
  }
  ~InlineVector() = default;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  T* begin() { return many_ ? many_->data() : few(); }
  T* end() { return begin() + size_; }
  const T* begin() const { return many_ ? many_->data() : few(); }
  const T* end() const { return begin() + size_; }
  T& operator[](std::size_t i) { return begin()[i]; }
  const T& operator[](std::size_t i) const { return begin()[i]; }
  T& front() { return *begin(); }
  const T& front() const { return *begin(); }
  T& back() { return begin()[size_ - 1]; }
  const T& back() const { return begin()[size_ - 1]; }

  void push_back(const T& value) {
    if (size_ < N) {
      few()[size_++] = value;
    } else {
      pushAmongMany(value);
    }
  }
  void clear() {
    many_.reset();
    size_ = 0;
  }

  friend bool operator==(const InlineVector& a, const InlineVector& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  T* few() { return reinterpret_cast<T*>(bytes_); }
  const T* few() const { return reinterpret_cast<const T*>(bytes_); }
  // All bytes, since their number is known to the compiler.
  void copy(const InlineVector& other) {
    std::memcpy(bytes_, other.bytes_, sizeof(bytes_));
    if (other.many_) many_ = std::make_unique<std::vector<T>>(*other.many_);
  }
  void pushAmongMany(T value) {
    if (!many_) many_ = std::make_unique<std::vector<T>>(few(), few() + N);
    many_->push_back(value);
    ++size_;
  }

  std::size_t size_ = 0;
  std::unique_ptr<std::vector<T>> many_;       // all elements, once there are more than N
  alignas(T) std::byte bytes_[N * sizeof(T)];  // else they are here
};

}  // namespace tessera
