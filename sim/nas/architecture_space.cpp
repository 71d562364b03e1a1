#include "sim/nas/architecture_space.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "core/error.h"

namespace tessera::nas {
namespace {

template <class Index>
void redraw(Index& choice, std::size_t of, SplitMix& random) {
  choice = static_cast<Index>(random.below(of));
}

/// Visits each choice of a genome with the number of its values.
template <class Visit>
void forEachChoice(const ArchitectureSpace& space, Genome& genome, const Visit& visit) {
  visit(genome.resolution, space.resolutions.size());
  visit(genome.width, space.widths.size());
  std::size_t block = 0;
  for (std::size_t s = 0; s < space.stages.size(); ++s) {
    const StageChoices& stage = space.stages[s];
    visit(genome.depths[s], stage.depths.size());
    for (std::size_t i = 0; i < mostBlocks(stage); ++i, ++block) {
      visit(genome.genes[block].kernel, stage.kernels.size());
      visit(genome.genes[block].expansion, stage.expansions.size());
      visit(genome.genes[block].width, stage.blockWidths.size());
    }
  }
}

/// What blocks choose that a network does not have is nothing: equal networks are equal genomes.
Genome canonical(const ArchitectureSpace& space, Genome genome) {
  std::size_t block = 0;
  for (std::size_t s = 0; s < space.stages.size(); ++s) {
    const StageChoices& stage = space.stages[s];
    const auto depth = static_cast<std::size_t>(stage.depths[genome.depths[s]]);
    for (std::size_t i = 0; i < mostBlocks(stage); ++i, ++block) {
      if (i >= depth) genome.genes[block] = {};
    }
  }
  return genome;
}

Genome blank(const ArchitectureSpace& space) {
  Genome genome;
  genome.depths.resize(space.stages.size());
  std::size_t blocks = 0;
  for (const StageChoices& stage : space.stages) blocks += mostBlocks(stage);
  genome.genes.resize(blocks);
  return genome;
}

template <class Value>
std::size_t leastIndex(const std::vector<Value>& values) {
  return static_cast<std::size_t>(std::min_element(values.begin(), values.end()) - values.begin());
}

class Builder {
 public:
  Builder(const ArchitectureSpace& space, const Genome& genome)
      : space_(space), genome_(genome), width_(space.widths[genome.width]) {}

  arch::Architecture build() {
    arch::Architecture made;
    const auto& resolution = space_.resolutions[genome_.resolution];
    made.name = made.description = space_.name;
    made.source = space_.source;
    made.input = Shape{1, space_.inputChannels, resolution[0], resolution[1]};
    made.layers.reserve(genome_.genes.size() + 4);
    arch::ConvLayer stem = form("stem", space_.stem.kernel, space_.stem.stride);
    stem.out = channels_ = scaled(space_.stem.out, 1.0, true);
    made.layers.emplace_back(std::move(stem));
    std::size_t gene = 0;
    for (std::size_t s = 0; s < space_.stages.size(); ++s) {
      const StageChoices& stage = space_.stages[s];
      const auto depth = static_cast<std::size_t>(stage.depths[genome_.depths[s]]);
      for (std::size_t i = 0; i < depth; ++i) {
        made.layers.push_back(block(stage, genome_.genes[gene + i], i == 0 ? stage.stride : 1));
      }
      gene += mostBlocks(stage);
    }
    if (space_.head) {
      arch::ConvLayer head = form("head", {1, 1}, {1, 1});
      head.out = scaled(space_.head->out, 1.0, space_.head->scaled);
      made.layers.emplace_back(std::move(head));
    }
    made.layers.emplace_back(arch::PoolLayer{"pool"});
    made.layers.emplace_back(arch::FcLayer{"fc", space_.classes, arch::LayerActivation::none});
    return made;
  }

 private:
  std::int64_t scaled(std::int64_t out, double blockWidth, bool byNetwork) const {
    const double factor = blockWidth * (byNetwork ? width_ : 1.0);
    return roundedChannels(static_cast<double>(out) * factor, space_.roundTo);
  }

  arch::ConvLayer form(std::string name, std::array<std::int64_t, 2> kernel,
                       std::array<std::int64_t, 2> stride) const {
    arch::ConvLayer conv;
    conv.name = std::move(name);
    conv.kernel = kernel;
    conv.stride = stride;
    conv.padding = space_.padding;
    conv.batchNorm = space_.batchNorm;
    conv.activation = space_.activation;
    return conv;
  }

  arch::Layer block(const StageChoices& stage, const Gene& gene, std::int64_t stride) {
    const std::int64_t kernel = stage.kernels[gene.kernel];
    const std::int64_t out = scaled(stage.out, stage.blockWidths[gene.width], stage.scaled);
    const std::int64_t in = std::exchange(channels_, out);
    std::string name = "b" + std::to_string(blocks_++);
    if (stage.kind == BlockKind::convolution) {
      arch::ConvLayer conv = form(std::move(name), {kernel, kernel}, {stride, stride});
      conv.out = out;
      return conv;
    }
    arch::ConvLayer depthwise = form({}, {kernel, kernel}, {stride, stride});
    if (stage.kind == BlockKind::separable) {
      return arch::SeparableLayer{std::move(name), std::move(depthwise), out};
    }
    arch::BottleneckLayer bottleneck;
    bottleneck.name = std::move(name);
    const std::int64_t expansion = stage.expansions[gene.expansion];
    if (expansion > 1) bottleneck.expand = in * expansion;
    bottleneck.depthwise = std::move(depthwise);
    bottleneck.out = out;
    bottleneck.residual = stride == 1 && in == out;
    return bottleneck;
  }

  const ArchitectureSpace& space_;
  const Genome& genome_;
  double width_;
  std::int64_t channels_ = 1;
  std::size_t blocks_ = 0;
};

[[noreturn]] void noNetwork(const std::string& text) {
  throw Error(ErrorCode::input, "'" + text + "' is no network of the space", {},
              "take it from a result of the same space");
}

}  // namespace

std::size_t mostBlocks(const StageChoices& stage) {
  return static_cast<std::size_t>(*std::max_element(stage.depths.begin(), stage.depths.end()));
}

Genome drawn(const ArchitectureSpace& space, SplitMix& random,
             std::optional<std::size_t> resolution, std::optional<std::size_t> width) {
  Genome genome = blank(space);
  forEachChoice(space, genome, [&](auto& choice, std::size_t of) { redraw(choice, of, random); });
  if (resolution) genome.resolution = static_cast<std::uint16_t>(*resolution);
  if (width) genome.width = static_cast<std::uint16_t>(*width);
  return canonical(space, std::move(genome));
}

Genome mutated(const ArchitectureSpace& space, Genome genome, double rate, SplitMix& random) {
  forEachChoice(space, genome, [&](auto& choice, std::size_t of) {
    if (random.unit() < rate) redraw(choice, of, random);
  });
  return canonical(space, std::move(genome));
}

Genome crossed(const ArchitectureSpace& space, const Genome& a, const Genome& b, SplitMix& random) {
  Genome child = a;
  const auto take = [&](auto& choice, const auto& other) {
    if (random.below(2) == 1) choice = other;
  };
  take(child.resolution, b.resolution);
  take(child.width, b.width);
  for (std::size_t i = 0; i < child.depths.size(); ++i) take(child.depths[i], b.depths[i]);
  for (std::size_t i = 0; i < child.genes.size(); ++i) {
    take(child.genes[i].kernel, b.genes[i].kernel);
    take(child.genes[i].expansion, b.genes[i].expansion);
    take(child.genes[i].width, b.genes[i].width);
  }
  return canonical(space, std::move(child));
}

Genome smallest(const ArchitectureSpace& space) {
  Genome genome = blank(space);
  genome.resolution = static_cast<std::uint16_t>(leastIndex(space.resolutions));
  genome.width = static_cast<std::uint16_t>(leastIndex(space.widths));
  std::size_t block = 0;
  for (std::size_t s = 0; s < space.stages.size(); ++s) {
    const StageChoices& stage = space.stages[s];
    genome.depths[s] = static_cast<std::uint8_t>(leastIndex(stage.depths));
    for (std::size_t i = 0; i < mostBlocks(stage); ++i, ++block) {
      genome.genes[block] = {static_cast<std::uint8_t>(leastIndex(stage.kernels)),
                             static_cast<std::uint8_t>(leastIndex(stage.expansions)),
                             static_cast<std::uint8_t>(leastIndex(stage.blockWidths))};
    }
  }
  return canonical(space, std::move(genome));
}

std::int64_t roundedChannels(double channels, std::int64_t step) {
  const auto half = static_cast<double>(step) / 2.0;
  std::int64_t rounded = static_cast<std::int64_t>(channels + half) / step * step;
  rounded = std::max(rounded, step);
  return static_cast<double>(rounded) < 0.9 * channels ? rounded + step : rounded;
}

arch::Architecture architectureOf(const ArchitectureSpace& space, const Genome& genome) {
  return Builder(space, genome).build();
}

std::string genomeText(const Genome& genome) {
  std::string text = "r" + std::to_string(genome.resolution) + "w" + std::to_string(genome.width);
  const auto digit = [](std::uint8_t choice) { return static_cast<char>('0' + choice); };
  text += ".d";
  for (const std::uint8_t depth : genome.depths) text += digit(depth);
  text += ".b";
  for (const Gene& gene : genome.genes) {
    text += digit(gene.kernel);
    text += digit(gene.expansion);
    text += digit(gene.width);
  }
  return text;
}

Genome genomeFrom(const ArchitectureSpace& space, const std::string& text) {
  Genome genome = blank(space);
  unsigned resolution = 0;
  unsigned width = 0;
  int read = 0;
  if (std::sscanf(text.c_str(), "r%4uw%4u.d%n", &resolution, &width, &read) != 2 || read == 0) {
    noNetwork(text);
  }
  genome.resolution = static_cast<std::uint16_t>(resolution);
  genome.width = static_cast<std::uint16_t>(width);
  const std::string rest = text.substr(static_cast<std::size_t>(read));
  const std::size_t depths = genome.depths.size();
  if (rest.size() != depths + 2 + 3 * genome.genes.size() || rest.substr(depths, 2) != ".b") {
    noNetwork(text);
  }
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(rest[i] - '0'); };
  for (std::size_t i = 0; i < depths; ++i) genome.depths[i] = at(i);
  for (std::size_t i = 0; i < genome.genes.size(); ++i) {
    genome.genes[i] = {at(depths + 2 + 3 * i), at(depths + 3 + 3 * i), at(depths + 4 + 3 * i)};
  }
  forEachChoice(space, genome, [&](const auto& choice, std::size_t of) {
    if (choice >= of) noNetwork(text);
  });
  return genome;
}

}  // namespace tessera::nas
