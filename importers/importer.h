#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/network.h"
#include "core/units.h"
#include "importers/lower/lowering.h"

namespace tessera {

struct ImportOptions {
  /// Shapes of graph inputs by name (`--input-shape NAME=1x3x224x224`); replaces what the file
  /// says.
  std::map<std::string, Shape> inputShapes;
  LoweringOptions lowering;
};

/// A network in the form that runs on a microcontroller, and how it came about.
struct Imported {
  Network network;
  std::string format;                  ///< "ONNX IR 8, opset 13", "TFLite 3"
  std::string producer;                ///< the exporting tool, as the file names it; may be empty
  std::vector<RewriteCount> rewrites;  ///< every rewrite that exists, in the order applied
  std::vector<std::string> warnings;   ///< one line each, without a newline
  /// The names of all tensors of the file in its order, where it has such an order (TFLite), also
  /// of those that the network no longer has.
  std::vector<std::string> fileTensors = {};
  std::string description = {};  ///< what the file says of itself; may be empty
  /// The size of a file that an interpreter runs as it stands; nothing of others.
  std::optional<Bytes> interpretedBytes = std::nullopt;
};

/// Whether an interpreter runs the file as it stands (TFLite), which its content tells. Throws
/// Error(input) where the file is unreadable.
bool isInterpreted(const std::filesystem::path& path);

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
