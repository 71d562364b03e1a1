#pragma once

#include <flatbuffers/flatbuffers.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "core/error.h"

namespace tessera::tflite_import {

/// Copies lists and texts out of a verified flatbuffer, as many as a file of that size can honestly
/// hold: tables may share a list, and a hostile file shares a long one a million times.
class Lists {
 public:
  explicit Lists(std::uint64_t fileBytes) : left_(freeBytes + ratio * fileBytes) {}

  /// The elements, none where there is no list. (By copy: the verifier does not check that elements
  /// of 8 bytes are aligned.)
  template <class Element>
  std::vector<Element> copy(const flatbuffers::Vector<Element>* list) {
    static_assert(std::endian::native == std::endian::little, "the file is little-endian");
    if (list == nullptr || list->size() == 0) return {};
    charge(std::uint64_t{list->size()} * sizeof(Element));
    std::vector<Element> elements(list->size());
    std::memcpy(elements.data(), list->Data(), elements.size() * sizeof(Element));
    return elements;
  }

  /// Empty where there is no text.
  std::string text(const flatbuffers::String* text) {
    if (text == nullptr) return {};
    charge(text->size());
    return text->str();
  }

 private:
  static constexpr std::uint64_t freeBytes = 16U << 20U;
  static constexpr std::uint64_t ratio = 4;

  void charge(std::uint64_t bytes) {
    if (bytes > left_) {
      throw Error(ErrorCode::input, "its tables share lists more often than any converter does", {},
                  "the file is damaged: download or export it again");
    }
    left_ -= bytes;
  }

  std::uint64_t left_;
};

}  // namespace tessera::tflite_import
