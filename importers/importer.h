#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "core/imported.h"

namespace tessera {

/// Whether an interpreter runs the file as it stands (TFLite), which its content tells. Throws
/// Error(input) where the file is unreadable.
bool isInterpreted(const std::filesystem::path& path);

/// Whether a file begins as a model does. Throws Error(input) where it is unreadable.
bool beginsAsModel(const std::filesystem::path& path);

/// So many bytes of a file tell its format.
inline constexpr std::size_t modelHeadBytes = 16;

/// Throws Error(input) with that place and hint where no file that begins so is a model; `head` has
/// `modelHeadBytes` or the whole file.
void checkModelHead(std::span<const std::byte> head, const std::string& where,
                    const std::string& hint);

/// Reads a model file, whose format is told by its content. Weights stay in the file: the network's
/// constants say where they are.
///
/// Throws Error(input) where the file is unreadable or invalid and Error(unsupported) where it
/// holds something that Tessera does not know; `where` begins with the path.
Imported importModel(const std::filesystem::path& path, const ImportOptions& options = {});

}  // namespace tessera
