#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/architecture/architecture.h"
#include "core/split_mix.h"

namespace tessera::nas {

enum class BlockKind : std::uint8_t { bottleneck, separable, convolution };

/// A run of blocks of one kind. The first one has the stride; of each, a network chooses kernel,
/// expansion and width.
struct StageChoices {
  BlockKind kind = BlockKind::bottleneck;
  std::int64_t out = 8;
  std::int64_t stride = 1;
  bool scaled = true;  ///< by the width of the network
  std::vector<std::int64_t> depths{1};
  std::vector<std::int64_t> kernels{3};
  std::vector<std::int64_t> expansions{1};  ///< 1: the depthwise convolution reads the input
  std::vector<double> blockWidths{1.0};     ///< of `out`
};

/// What a network of a space has before its stages, and after them.
struct SpaceStem {
  std::int64_t out = 8;
  std::array<std::int64_t, 2> kernel{3, 3};
  std::array<std::int64_t, 2> stride{2, 2};
};

/// A 1x1 convolution before the pool.
struct SpaceHead {
  std::int64_t out = 8;
  bool scaled = true;
};

/// A set of networks: a base in several widths and resolutions, and what each of its blocks may
/// choose (docs/nas.md describes the file).
struct ArchitectureSpace {
  std::string name;
  std::string what;    ///< in a few words
  std::string source;  ///< where its facts come from
  std::int64_t inputChannels = 3;
  std::int64_t classes = 1000;
  std::vector<std::array<std::int64_t, 2>> resolutions;  ///< rows and columns
  std::vector<double> widths{1.0};
  std::int64_t roundTo = 8;  ///< channels are multiples of it
  arch::LayerActivation activation = arch::LayerActivation::relu6;
  arch::Padding padding = arch::Padding::symmetric;
  bool batchNorm = true;
  SpaceStem stem;
  std::vector<StageChoices> stages;
  std::optional<SpaceHead> head;
};

/// What one block chooses: indices into the lists of its stage.
struct Gene {
  std::uint8_t kernel = 0;
  std::uint8_t expansion = 0;
  std::uint8_t width = 0;
  friend bool operator==(const Gene&, const Gene&) = default;
};

/// What one network chooses: indices into the lists of its space.
struct Genome {
  std::uint16_t resolution = 0;
  std::uint16_t width = 0;
  std::vector<std::uint8_t> depths;  ///< by stage
  std::vector<Gene> genes;           ///< by stage, as many as its deepest choice has blocks
  friend bool operator==(const Genome&, const Genome&) = default;
};

/// So many blocks a stage has at most.
std::size_t mostBlocks(const StageChoices& stage);

/// A network whose every choice is equally likely; of `resolution` and `width` where they are
/// given.
Genome drawn(const ArchitectureSpace& space, SplitMix& random,
             std::optional<std::size_t> resolution = std::nullopt,
             std::optional<std::size_t> width = std::nullopt);

/// The same network with each choice drawn anew at that rate.
Genome mutated(const ArchitectureSpace& space, Genome genome, double rate, SplitMix& random);

/// Each choice from one of the two, equally likely.
Genome crossed(const ArchitectureSpace& space, const Genome& a, const Genome& b, SplitMix& random);

/// The network of least work: every choice the smallest.
Genome smallest(const ArchitectureSpace& space);

/// `channels` * `factor` as a multiple of `step`, at least one and not below nine tenths of it, as
/// MobileNet code rounds (Sandler et al., CVPR 2018, public code).
std::int64_t roundedChannels(double channels, std::int64_t step);

/// The network spelt out. Layers are called stem, b0, b1, ..., head, pool, fc.
arch::Architecture architectureOf(const ArchitectureSpace& space, const Genome& genome);

/// A text that no other network of the space has: "r3w1.d120.k012..."; stable from run to run.
std::string genomeText(const Genome& genome);

/// Reads it back. Throws Error(input) where it is no network of the space.
Genome genomeFrom(const ArchitectureSpace& space, const std::string& text);

}  // namespace tessera::nas
