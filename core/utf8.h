#pragma once

#include <string>

namespace tessera {

/// The text with every byte that belongs to no character of XML in UTF-8 (overlong forms,
/// surrogates, U+FFFE and U+FFFF included) replaced by a question mark.
std::string validUtf8(const std::string& text);

}  // namespace tessera
