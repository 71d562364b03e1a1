#pragma once

#include <string>
#include <vector>

namespace tessera::cli {

/// Words with one space between them.
std::string spaced(const std::vector<std::string>& words);

/// The text as one word in single quotes, as bash and zsh read it.
std::string shellQuoted(const std::string& text);

}  // namespace tessera::cli
