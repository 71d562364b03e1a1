#pragma once

#include <algorithm>
#include <cstdint>

#include "core/inline_vector.h"

namespace tessera {

/// How often each of few different values occurs.
template <class Value>
class Counted {
 public:
  struct Entry {
    Value value;
    std::int64_t times = 0;
  };

  void add(const Value& value, std::int64_t times) {
    if (times <= 0) return;
    const auto known = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const Entry& of) { return of.value == value; });
    if (known == entries_.end()) {
      entries_.push_back({value, times});
    } else {
      known->times += times;
    }
  }

  const auto& entries() const { return entries_; }

 private:
  InlineVector<Entry, 6> entries_;
};

}  // namespace tessera
