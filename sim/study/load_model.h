#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/imported.h"
#include "sim/study/results.h"
#include "sim/study/study_request.h"

namespace tessera {

/// How model files are read: the importers, which this house does not know. Both throw Error(input)
/// or Error(unsupported).
struct ModelReader {
  std::function<bool(const std::string& path)> isInterpreted;
  std::function<Imported(const std::string& path, const ImportOptions& options)> import;
};

/// The runtime of the request with its switches, its planner and its stage input set: the one named
/// or that which is usual of a file that an interpreter runs, or not. CMSIS-NN's kernels are those
/// of the board's core (see `cmsisKernelsOn`) unless a switch says otherwise. Throws Error(usage)
/// or Error(input).
Runtime runtimeOf(const StudyRequest& request, bool interpreted);

/// How a block in patches is run where a schedule does not say it: as the request says, or as the
/// runtime does.
Block patchesOf(const StudyRequest& request, const Runtime& runtime);

/// The board of the request at its clock, with at most the SRAM that is asked for; that SRAM alone
/// where it names no board, nothing where neither is there. Throws Error(usage) or Error(input).
std::optional<TargetReport> targetOf(const StudyRequest& request);

/// What the model is imported with under a runtime: the request goes before the runtime's habits.
/// Throws Error(usage) where it asks for a rewrite and for its contrary.
ImportOptions importOptions(const StudyRequest& request, const Runtime& runtime);

/// A model with the types of its file, and how it is to be deployed.
struct StoredModel {
  ModelReport report;
  Deployment deployment = Deployment::asStored;
};

/// As `loadModel`, but for its graph, which keeps the types of the file.
StoredModel loadStored(const std::string& path, const StudyRequest& request, const Runtime& runtime,
                       const ModelReader& reader);

/// The file as `reader` reads it, deployed as the request says or is usual, called by its name
/// without folder and extension. Throws what the reader throws, with `path` before the place.
ModelReport loadModel(const std::string& path, const StudyRequest& request, const Runtime& runtime,
                      const ModelReader& reader);

}  // namespace tessera
