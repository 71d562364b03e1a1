#include "sim/verify/tile_memory.h"

#include <algorithm>
#include <cstring>

#include "core/receptive_field.h"
#include "sim/verify/box.h"
#include "sim/verify/tensor_view.h"

namespace tessera::verify {
namespace {

/// The bytes of one position of a packed tensor: element offsets of its channels.
class Positions {
 public:
  Positions(const Tensor& tensor, Layout layout, const Region& region)
      : size_(elementBytes(tensor)) {
    const Box box = regionBox(tensor.shape, layout, region);
    const std::vector<std::int64_t> strides = rowMajorStrides(box);
    const std::size_t rank = box.size();
    const std::size_t rows = layout == Layout::channelsFirst ? 2 : 1;
    channelAxis_ = layout == Layout::channelsFirst ? 1 : rank - 1;
    channels_ = box[channelAxis_].length();
    batch_ = box[0].length();
    batchStride_ = strides[0];
    channelStride_ = strides[channelAxis_];
    rowStride_ = strides[rows];
    columnStride_ = rank == 4 ? strides[rows + 1] : 0;
    region_ = region;
  }

  std::size_t bytes() const { return static_cast<std::size_t>(batch_ * channels_) * size_; }

  /// Calls `visit(packed offset, offset within the position, bytes)` for each element of it.
  template <class Visit>
  void forEach(std::int64_t row, std::int64_t column, const Visit& visit) const {
    const std::int64_t first =
        (row - region_.rows.begin) * rowStride_ + (column - region_.columns.begin) * columnStride_;
    std::size_t within = 0;
    for (std::int64_t b = 0; b < batch_; ++b) {
      for (std::int64_t c = 0; c < channels_; ++c, within += size_) {
        const std::int64_t at = first + b * batchStride_ + c * channelStride_;
        visit(static_cast<std::size_t>(at) * size_, within, size_);
      }
    }
  }

 private:
  std::size_t size_;
  std::size_t channelAxis_ = 0;
  std::int64_t channels_ = 1, batch_ = 1;
  std::int64_t batchStride_ = 0, channelStride_ = 0, rowStride_ = 0, columnStride_ = 0;
  Region region_;
};

void forEachPosition(const Region& region, const auto& visit) {
  for (std::int64_t row = region.rows.begin; row < region.rows.end; ++row) {
    for (std::int64_t column = region.columns.begin; column < region.columns.end; ++column) {
      visit(row, column);
    }
  }
}

}  // namespace

/// What locating needs to know of a tensor and a tile.
struct TileMemory::Place {
  TensorId tensor;
  const TileLayout& layout;
  std::size_t strip = 0;
  std::size_t column = 0;
  Interval rows;     ///< that the strip computes
  Interval columns;  ///< that the tile computes
  std::size_t positionBytes = 0;

  std::int64_t besideFrom(std::size_t after) const {
    return after == 0 ? layout.columns.begin : layout.across.keptFrom[after - 1];
  }
};

TileMemory::TileMemory(const Graph& graph, const Trace& trace, const TileTable& tiles,
                       LiveBytes& bytes)
    : graph_(graph), tiles_(tiles), bytes_(bytes), held_(graph.tensors().size(), false) {
  for (const Buffer& buffer : trace.buffers) {
    const bool held = buffer.kind == BufferKind::cache || buffer.kind == BufferKind::beside;
    if (held) held_[buffer.tensor.index()] = true;
  }
}

TileMemory::Place TileMemory::place(TensorId tensor, Patch tile, std::size_t positionBytes) const {
  const auto [rows, columns] = tiles_.computedAlong(tensor, tile);
  return {tensor,
          *tiles_.layoutOf(tensor),
          static_cast<std::size_t>(tile.row),
          static_cast<std::size_t>(tile.column),
          rows,
          columns,
          positionBytes};
}

std::byte* TileMemory::within(std::optional<std::size_t> buffer, std::int64_t position,
                              std::size_t size) {
  if (!buffer || position < 0) return nullptr;
  const Interval addresses = bytes_.addresses(*buffer);
  const std::int64_t at = position * static_cast<std::int64_t>(size);
  if (at + static_cast<std::int64_t>(size) > addresses.length()) return nullptr;
  return bytes_.at(*buffer) + at;
}

std::byte* TileMemory::inRing(const Place& place, std::int64_t row, std::int64_t column) {
  const TileLayout& layout = place.layout;
  if (layout.ringRows == 0 || !layout.columns.contains(column)) return nullptr;
  const std::int64_t position =
      row % layout.ringRows * layout.columns.length() + column - layout.columns.begin;
  return within(bytes_.held(place.tensor, BufferKind::cache), position, place.positionBytes);
}

std::byte* TileMemory::beside(const Place& place, std::int64_t row, std::int64_t column,
                              std::int64_t from) {
  const std::int64_t columns = place.layout.besideColumns;
  if (column < from || column >= from + columns) return nullptr;
  const std::int64_t position = (row - place.rows.begin) * columns + column - from;
  return within(bytes_.held(place.tensor, BufferKind::beside), position, place.positionBytes);
}

std::byte* TileMemory::find(const Place& place, std::int64_t row, std::int64_t column) {
  if (place.layout.keeping == Keeping::ring) return inRing(place, row, column);
  if (!place.rows.contains(row)) return inRing(place, row, column);
  if (place.columns.contains(column)) {
    const std::int64_t position =
        (row - place.rows.begin) * place.columns.length() + column - place.columns.begin;
    return within(bytes_.readable(place.tensor), position, place.positionBytes);
  }
  return beside(place, row, column, place.besideFrom(place.column));
}

std::vector<std::byte> TileMemory::read(TensorId tensor, Patch tile, const Region& region,
                                        const std::vector<std::byte>& expected) {
  const Tensor& info = graph_[tensor];
  const Positions packed(info, graph_.layout(), region);
  const Positions whole(info, graph_.layout(), wholeRegion(graph_, tensor));
  const Place place = this->place(tensor, tile, packed.bytes());
  std::vector<std::byte> values(static_cast<std::size_t>(region.area()) * packed.bytes());
  forEachPosition(region, [&](std::int64_t row, std::int64_t column) {
    const std::byte* const from = find(place, row, column);
    packed.forEach(row, column, [&](std::size_t at, std::size_t within, std::size_t size) {
      if (from != nullptr) std::memcpy(values.data() + at, from + within, size);
    });
    if (from != nullptr) return;
    std::vector<std::byte> wrong(packed.bytes());
    whole.forEach(row, column, [&](std::size_t at, std::size_t within, std::size_t size) {
      for (std::size_t i = 0; i < size; ++i) wrong[within + i] = ~expected[at + i];
    });
    packed.forEach(row, column, [&](std::size_t at, std::size_t within, std::size_t size) {
      std::memcpy(values.data() + at, wrong.data() + within, size);
    });
  });
  return values;
}

std::optional<std::string> TileMemory::write(TensorId tensor, Patch tile, const Region& region,
                                             const std::vector<std::byte>& packed) {
  const Positions positions(graph_[tensor], graph_.layout(), region);
  const Place place = this->place(tensor, tile, positions.bytes());
  std::optional<std::string> wrong;
  forEachPosition(region, [&](std::int64_t row, std::int64_t column) {
    std::byte* const to = find(place, row, column);
    if (to == nullptr) {
      wrong = "no buffer has room for row " + std::to_string(row) + ", column " +
              std::to_string(column);
      return;
    }
    positions.forEach(row, column, [&](std::size_t at, std::size_t within, std::size_t size) {
      std::memcpy(to + within, packed.data() + at, size);
    });
  });
  return wrong;
}

void TileMemory::move(TensorId tensor, Patch tile) {
  const Positions positions(graph_[tensor], graph_.layout(), wholeRegion(graph_, tensor));
  const Place place = this->place(tensor, tile, positions.bytes());
  const TileMoves moves =
      movesAfter(place.layout, place.rows, place.columns, place.strip, place.column);
  const std::size_t size = positions.bytes();
  forEachPosition(moves.intoRing, [&](auto row, auto column) {
    const std::byte* const value = find(place, row, column);
    std::byte* const slot = inRing(place, row, column);
    if (value != nullptr && slot != nullptr) std::memcpy(slot, value, size);
  });
  std::vector<std::byte> values;
  forEachPosition(moves.beside, [&](auto row, auto column) {
    const std::byte* const value = find(place, row, column);
    if (value != nullptr) {
      values.insert(values.end(), value, value + size);
    } else {
      values.resize(values.size() + size);
    }
  });
  const std::byte* next = values.data();
  forEachPosition(moves.beside, [&](auto row, auto column) {
    std::byte* const slot = beside(place, row, column, moves.beside.columns.begin);
    if (slot != nullptr) std::memcpy(slot, next, size);
    next += size;
  });
}

}  // namespace tessera::verify
