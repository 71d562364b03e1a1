#pragma once

#include <string>
#include <vector>

namespace tessera {

/// What models are called that nobody named, in the order of their paths: each after its file,
/// without extension. Where another path or one of `taken` is called so too, its folders go before
/// that, and where even that is not enough it keeps its extension.
std::vector<std::string> modelNames(const std::vector<std::string>& paths,
                                    const std::vector<std::string>& taken = {});

}  // namespace tessera
