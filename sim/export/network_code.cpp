#include "sim/export/network_code.h"

#include <fmt/core.h>

#include <functional>
#include <utility>

#include "core/error.h"
#include "sim/export/by_tile.h"
#include "sim/export/kernel_calls.h"
#include "sim/export/refusal.h"
#include "sim/verify/dense.h"

namespace tessera::exported {
namespace {

/// Writes the tables of one network.
class Writing {
 public:
  explicit Writing(const Graph& graph) : graph_(graph), constants_(graph) {}

  NetworkCode written(const PlacedSchedule& schedule) && {
    std::vector<std::string> blocks;
    for (const PlacedBlock& block : schedule.blocks) {
      const std::string text = blockText(block);
      if (!text.empty()) blocks.push_back(text);
    }
    code_.kernels.insert("schedule");
    code_.run = runText(schedule, blocks.size());
    if (!blocks.empty()) tables_.records("tsr_block", "network_blocks", blocks);
    code_.tables = tables_.text();
    return std::move(code_);
  }

 private:
  /// By tile, with nothing where the call does not run.
  template <class Value>
  using Tiles = std::vector<std::optional<Value>>;

  std::string blockText(const PlacedBlock& block) {
    columns_ = block.columns;
    std::vector<std::string> calls;
    for (const PlacedCall& call : block.calls) addCalls(call, block, calls);
    if (calls.empty()) return {};
    const std::string name = tables_.records("tsr_call", "calls", calls);
    return fmt::format("{{{}, {}, {}, {}}}", name, calls.size(), block.strips, block.columns);
  }

  void addCalls(const PlacedCall& call, const PlacedBlock& block, std::vector<std::string>& calls) {
    for (const PlacedRegions& fetch : call.fetches) {
      code_.streams = true;
      const std::string to =
          placeText(fetch.to, runs(fetch.regions), mapExtent(graph_, fetch.to.tensor));
      calls.push_back(callText("fetch_input", "0", {}, to, fetch.regions, "0, 0"));
    }
    const std::string moves = movesText(call);
    const bool computes =
        !call.onlyViews && runs(call.regions) != std::vector<bool>(call.regions.size());
    if (!computes) {
      if (moves != "0, 0") {
        calls.push_back(
            callText("0", "0", {}, "0", std::vector<Region>(call.regions.size()), moves));
      }
      return;
    }
    const KernelCalls kernels =
        kernelCalls({graph_, call.op, constants_, tables_, call.chunk, call.accumulated});
    for (std::size_t i = 0; i < kernels.size(); ++i) {
      const bool last = i + 1 == kernels.size();
      calls.push_back(kernelText(kernels[i], call, block, last ? moves : "0, 0"));
    }
  }

  std::string kernelText(const KernelCall& kernel, const PlacedCall& call, const PlacedBlock& block,
                         const std::string& moves) {
    const Operator& op = graph_[call.op];
    code_.kernels.insert(kernel.source);
    if (kernel.wholeOnly && block.strips * block.columns > 1) {
      notGenerated(op, "its kernel does not run on a tile", "leave it out of the tiled block");
    }
    const std::vector<bool> ran = runs(call.regions);
    std::vector<std::string> inputs;
    for (const std::size_t slot : kernel.inputs) {
      inputs.push_back(endText(call.inputs[slot], ran, kernel.inputAs));
    }
    if (kernel.readsSums) inputs.push_back(sumsText(call, ran));
    const std::string output = endText(call.outputs[kernel.output], ran, kernel.outputAs);
    std::vector<Region> regions = call.regions;
    if (kernel.outputAs) {
      regions = {{{0, kernel.outputAs->rows}, {0, kernel.outputAs->columns}}};
    } else if (regions.size() == 1 && kernel.output == 0) {
      const MapExtent extent = mapExtent(graph_, op.outputs[0]);
      if (kernel.wholeOnly || graph_[op.outputs[0]].shape.rank() < 3) {
        regions = {{{0, extent.rows}, {0, extent.columns}}};
      }
    }
    return callText(kernel.kernel, kernel.op, inputs, output, regions, moves);
  }

  /// A call's input or output, in the extent that its kernel sees.
  std::string endText(const PlacedTensor& tensor, const std::vector<bool>& ran,
                      const std::optional<MapExtent>& as) {
    MapExtent extent = as.value_or(mapExtent(graph_, tensor.tensor));
    if (!tensor.channels.empty()) extent.position = tensor.channels.length();
    if (!as) return placeText(tensor, ran, extent);
    PlacedTensor seen = tensor;
    for (Place& place : seen.tiles) place.tile = {{0, as->rows}, {0, as->columns}};
    return placeText(seen, ran, extent);
  }

  /// Sums of 32 bits, one for each channel of the output.
  std::string sumsText(const PlacedCall& call, const std::vector<bool>& ran) {
    MapExtent extent = mapExtent(graph_, call.sums->tensor);
    extent.position *= static_cast<std::int64_t>(sizeof(std::int32_t));
    return placeText(*call.sums, ran, extent);
  }

  static std::vector<bool> runs(const std::vector<Region>& regions) {
    std::vector<bool> ran;
    for (const Region& region : regions) ran.push_back(!region.empty());
    return ran;
  }

  /// Reads a value off the places of the tiles that run.
  template <class Value>
  static Tiles<Value> ofPlaces(const PlacedTensor& tensor, const std::vector<bool>& ran,
                               const std::function<Value(const Place&)>& read) {
    Tiles<Value> values(ran.size());
    for (std::size_t tile = 0; tile < ran.size(); ++tile) {
      if (ran[tile]) values[tile] = read(tensor.tiles.at(tile));
    }
    return values;
  }

  std::string spansText(const std::string& wish, const Tiles<Interval>& tiles) {
    const auto table = byTile(tiles, columns_);
    std::vector<std::int64_t> pairs;
    for (const Interval& each : table.values) {
      if (each.begin < INT16_MIN || each.end > INT16_MAX) {
        throw Error(ErrorCode::unsupported, "no C is generated for maps of 32768 rows or columns",
                    graph_.name(), "export a smaller network");
      }
      pairs.push_back(each.begin);
      pairs.push_back(each.end);
    }
    return fmt::format("{{{}, {}}}", tables_.array("int16_t", wish, pairs), table.by);
  }

  std::string regionsText(const std::string& wish, const std::vector<Region>& regions) {
    Tiles<Interval> rows;
    Tiles<Interval> columns;
    for (const Region& region : regions) {
      rows.emplace_back(region.rows);
      columns.emplace_back(region.columns);
    }
    return spansText(wish + "rows", rows) + ", " + spansText(wish + "columns", columns);
  }

  std::string offsetsText(const Tiles<std::int64_t>& tiles) {
    const auto table = byTile(tiles, columns_);
    return fmt::format("{{{}, {}}}", tables_.array("uint32_t", "offsets", table.values), table.by);
  }

  std::string placeText(const PlacedTensor& tensor, const std::vector<bool>& ran,
                        const MapExtent& extent) {
    const auto rows = ofPlaces<Interval>(tensor, ran, [](const Place& p) { return p.tile.rows; });
    const auto columns =
        ofPlaces<Interval>(tensor, ran, [](const Place& p) { return p.tile.columns; });
    const auto offsets =
        ofPlaces<std::int64_t>(tensor, ran, [](const Place& p) { return p.offset; });
    return tables_.record(
        "tsr_place", "place",
        fmt::format("{{{}, {}, {}, {}, {}, {}}}", extent.position, spansText("rows", rows),
                    spansText("columns", columns),
                    tensor.constant ? "{0, tsr_always}" : offsetsText(offsets),
                    tensor.constant ? constantText(tensor.tensor) : "0", keptText(tensor, ran)));
  }

  std::string keptText(const PlacedTensor& tensor, const std::vector<bool>& ran) {
    if (!tensor.kept) return "0";
    const KeptShape& kept = *tensor.kept;
    const auto ring = ofPlaces<std::int64_t>(tensor, ran, [](const Place& p) { return p.ring; });
    const auto beside =
        ofPlaces<std::int64_t>(tensor, ran, [](const Place& p) { return p.beside; });
    const auto columns =
        ofPlaces<Interval>(tensor, ran, [](const Place& p) { return p.besideColumns; });
    return tables_.record("tsr_kept", "kept",
                          fmt::format("{{{}, {}, {}, {}, {}, {}, {}}}", offsetsText(ring),
                                      offsetsText(beside), spansText("columns", columns),
                                      kept.besideColumns, std::max<std::int64_t>(kept.ringRows, 1),
                                      kept.ringColumns.begin, kept.ringColumns.length()));
  }

  std::string constantText(TensorId id) {
    const Tensor& tensor = graph_[id];
    const FeatureMap map = featureMap(tensor.shape, graph_.layout());
    if (tensor.dtype != DType::int8 ||
        (graph_.layout() == Layout::channelsFirst && map.rows * map.columns > 1)) {
      throw Error(ErrorCode::unsupported, "no C is generated for a constant of this form",
                  "tensor '" + tensor.name + "'", "export the network with int8 constants");
    }
    return tables_.array(
        "int8_t", cWord(tensor.name) + "_values",
        verify::readIntegers(constants_.view(id), verify::wholeBox(tensor.shape)).values);
  }

  std::string movesText(const PlacedCall& call) {
    std::vector<std::string> moves;
    for (const PlacedMove& move : call.moves) {
      std::vector<bool> ran = runs(move.intoRing);
      const std::vector<bool> beside = runs(move.beside);
      bool any = false;
      for (std::size_t i = 0; i < ran.size(); ++i) {
        ran[i] = ran[i] || beside[i];
        any = any || ran[i];
      }
      if (!any) continue;
      moves.push_back(fmt::format(
          "{{{}, {}, {}}}", placeText(move.tensor, ran, mapExtent(graph_, move.tensor.tensor)),
          regionsText("", move.intoRing), regionsText("", move.beside)));
    }
    if (moves.empty()) return "0, 0";
    return fmt::format("{}, {}", tables_.records("tsr_move", "moves", moves), moves.size());
  }

  std::string callText(const std::string& kernel, const std::string& op,
                       const std::vector<std::string>& inputs, const std::string& output,
                       const std::vector<Region>& regions, const std::string& moves) {
    return fmt::format("{{{}, {}, {{{}, {}}}, {}, {}, {}}}", kernel, op,
                       inputs.empty() ? "0" : inputs[0], inputs.size() < 2 ? "0" : inputs[1],
                       output, regionsText("", regions), moves);
  }

  std::int64_t bytesOf(TensorId id) const { return storageBytes(graph_[id]).count(); }

  std::string runText(const PlacedSchedule& schedule, std::size_t blocks) {
    std::string text;
    std::int64_t at = 0;
    for (std::size_t i = 0; i < schedule.inputs.size(); ++i) {
      const std::int64_t bytes = bytesOf(graph_.inputs()[i]);
      if (schedule.inputs[i]) {
        text += fmt::format("  memcpy(NETWORK_ARENA_AT + {}, in + {}, {});\n",
                            schedule.inputs[i]->offset, at, bytes);
      } else {
        text += "  (void)in;\n";
      }
      at += bytes;
    }
    if (blocks > 0) {
      text += fmt::format("  tsr_run_blocks(network_blocks, {}, NETWORK_ARENA_AT);\n", blocks);
    }
    at = 0;
    for (const PlacedTensor& output : schedule.outputs) {
      const std::string from = output.constant
                                   ? constantText(output.tensor)
                                   : fmt::format("NETWORK_ARENA_AT + {}", output.tiles[0].offset);
      text += fmt::format("  memcpy(out + {}, {}, {});\n", at, from, bytesOf(output.tensor));
      at += bytesOf(output.tensor);
    }
    return text;
  }

  const Graph& graph_;
  verify::Constants constants_;
  CTables tables_;
  NetworkCode code_;
  std::size_t columns_ = 1;  // of tiles, of the current block
};

}  // namespace

NetworkCode networkCode(const Graph& graph, const PlacedSchedule& schedule) {
  return Writing(graph).written(schedule);
}

}  // namespace tessera::exported
