#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/deployment.h"
#include "core/network.h"
#include "core/units.h"

namespace tessera {

/// A rewrite that the importers know, and how often it applied.
struct RewriteCount {
  std::string name;
  std::string description;
  std::size_t count = 0;
  bool enabled = true;
  bool optional = false;  ///< the format does not make it unless asked
};

/// Which rewrites are made. An ONNX file says what a network computes, so all are made that every
/// deployment makes. A TFLite file is what a converter has already lowered and interpreters run
/// operator by operator, so only those of `defaults` are made there unless `enabled` asks for more.
struct RewriteOptions {
  /// Names to leave out, or "all"; wins over the others.
  std::set<std::string, std::less<>> disabled = {};
  /// Names to make beyond the format's own, or "all".
  std::set<std::string, std::less<>> enabled = {};
  /// The rewrites that the format makes; nothing: all of them.
  std::optional<std::set<std::string, std::less<>>> defaults = {};

  bool applies(std::string_view rewrite) const;
  /// True where the format does not make it by itself.
  bool isOptional(std::string_view rewrite) const;
  /// The entry of a rewrite in a report.
  RewriteCount entry(std::string_view rewrite, std::string_view description,
                     std::size_t count = 0) const;

  friend bool operator==(const RewriteOptions&, const RewriteOptions&) = default;
};

/// As what a model file is read.
struct ImportOptions {
  /// Shapes of graph inputs by name (`--input-shape NAME=1x3x224x224`); replaces what the file
  /// says.
  std::map<std::string, Shape> inputShapes;
  RewriteOptions rewrites;
  /// How the network will be stored on the device, which decides whether its ends are real; the
  /// importer changes no types. Nothing: as is usual of the file (see `usualDeployment`; an
  /// interpreter keeps the types of its file).
  std::optional<Deployment> deployment = std::nullopt;
  /// Open extents of a file that an interpreter runs as it stands are 1, as the interpreter reads
  /// them, with a warning; otherwise the importer asks for those of inputs.
  bool openAsOne = false;

  friend bool operator==(const ImportOptions&, const ImportOptions&) = default;
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
  /// That of the options, or what is usual of the file.
  Deployment deployment = Deployment::asStored;
};

}  // namespace tessera
