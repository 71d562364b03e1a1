#include "importers/onnx/model_reader.h"

#include <fmt/core.h>
#include <google/protobuf/arena.h>
#include <google/protobuf/io/coded_stream.h>
#include <onnx/onnx_pb.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/error.h"
#include "importers/onnx/tensor_values.h"
#include "importers/onnx/wire.h"

namespace tessera::onnx_import {
namespace {

using Message = std::span<const std::byte>;

constexpr std::size_t kSmallField = 1024;         // handed to protobuf as it is
constexpr std::size_t kRunBytes = 256U << 10U;    // of small fields, parsed in one go
constexpr std::size_t kLargeField = 16U << 20U;   // no field but those walked here is larger
constexpr std::size_t kKeptBytes = 128U << 20U;   // of a model without its weights
constexpr std::size_t kSkippedBytes = 4U << 20U;  // after which the pages around are given back
constexpr int kNestedGraphs = 32;
// An empty message takes 2 bytes in a file and 200 in memory; the honest ratio is about 10.
constexpr std::size_t kFreeMemory = 64U << 20U;
constexpr std::size_t kMemoryRatio = 32;

class Reader {
 public:
  Reader(const MappedFile& file, google::protobuf::Arena& arena) : file_(file), arena_(arena) {}

  void model(Message message, onnx::ModelProto& into) {
    fields(message, into, [&](const WireField& field) {
      if (field.number != onnx::ModelProto::kGraphFieldNumber) return false;
      graph(field.payload, *into.mutable_graph());
      return true;
    });
  }

 private:
  void graph(Message message, onnx::GraphProto& into) {
    if (++depth_ > kNestedGraphs) fail("graphs are nested too deeply", message.data());
    fields(message, into, [&](const WireField& field) {
      switch (field.number) {
        case onnx::GraphProto::kNodeFieldNumber:
          node(field.payload, *into.add_node());
          return true;
        case onnx::GraphProto::kInitializerFieldNumber:
          tensor(field.payload, *into.add_initializer());
          return true;
        case onnx::GraphProto::kSparseInitializerFieldNumber:
          sparseTensor(field.payload, *into.add_sparse_initializer());
          return true;
        default:
          return false;
      }
    });
    --depth_;
  }

  void node(Message message, onnx::NodeProto& into) {
    fields(message, into, [&](const WireField& field) {
      if (field.number != onnx::NodeProto::kAttributeFieldNumber) return false;
      attribute(field.payload, *into.add_attribute());
      return true;
    });
  }

  void attribute(Message message, onnx::AttributeProto& into) {
    fields(message, into, [&](const WireField& field) {
      switch (field.number) {
        case onnx::AttributeProto::kTFieldNumber:
          tensor(field.payload, *into.mutable_t());
          return true;
        case onnx::AttributeProto::kTensorsFieldNumber:
          tensor(field.payload, *into.add_tensors());
          return true;
        case onnx::AttributeProto::kSparseTensorFieldNumber:
          sparseTensor(field.payload, *into.mutable_sparse_tensor());
          return true;
        case onnx::AttributeProto::kGFieldNumber:
          graph(field.payload, *into.mutable_g());
          return true;
        case onnx::AttributeProto::kGraphsFieldNumber:
          graph(field.payload, *into.add_graphs());
          return true;
        default:
          return false;
      }
    });
  }

  void sparseTensor(Message message, onnx::SparseTensorProto& into) {
    fields(message, into, [&](const WireField& field) {
      switch (field.number) {
        case onnx::SparseTensorProto::kValuesFieldNumber:
          tensor(field.payload, *into.mutable_values());
          return true;
        case onnx::SparseTensorProto::kIndicesFieldNumber:
          tensor(field.payload, *into.mutable_indices());
          return true;
        default:
          return false;
      }
    });
  }

  void tensor(Message message, onnx::TensorProto& into) {
    const auto pieces = countValueFields(message);
    fields(message, into, [&](const WireField& field) {
      const auto values = valueField(field.number);
      // Values in several pieces are rare and are protobuf's to join.
      if (!values || pieces[field.number] > 1) return false;
      markLeftInFile(into, {*values, offsetOf(field.payload.data()), field.payload.size()});
      skip(field.payload.size());
      return true;
    });
  }

  std::uint64_t offsetOf(const std::byte* at) const {
    return static_cast<std::uint64_t>(at - file_.bytes().data());
  }

  void skip(std::size_t bytes) {
    skipped_ += bytes;
    if (skipped_ < kSkippedBytes) return;
    file_.dropPages();
    skipped_ = 0;
  }

  /// How many fields of each number the tensor has, as far as they hold values.
  std::array<std::size_t, 16> countValueFields(Message message) const {
    std::array<std::size_t, 16> counts{};
    for (WireReader reader(message); !reader.atEnd();) {
      const WireField field = next(reader);
      if (valueField(field.number)) ++counts.at(field.number);
    }
    return counts;
  }

  /// Offers each large field to `take`; protobuf merges the others, in their order.
  template <class Take>
  void fields(Message message, google::protobuf::MessageLite& into, const Take& take) {
    const std::byte* run = message.data();
    for (WireReader reader(message); !reader.atEnd();) {
      const WireField field = next(reader);
      const std::byte* begin = field.whole.data();
      const std::byte* end = begin + field.whole.size();
      if (field.payload.size() > kSmallField) {
        keep({run, begin}, into);
        if (!take(field)) keep(field.whole, into);
        run = end;
      } else if (static_cast<std::size_t>(end - run) > kRunBytes) {
        keep({run, end}, into);
        run = end;
      }
    }
    keep({run, message.data() + message.size()}, into);
  }

  void keep(Message run, google::protobuf::MessageLite& into) {
    if (run.empty()) return;
    kept_ += run.size();
    if (run.size() > kLargeField || kept_ > kKeptBytes ||
        arena_.SpaceAllocated() > kFreeMemory + kMemoryRatio * kept_) {
      fail("the model without its weights is too large", run.data());
    }
    google::protobuf::io::CodedInputStream stream(reinterpret_cast<const std::uint8_t*>(run.data()),
                                                  static_cast<int>(run.size()));
    if (!into.MergePartialFromCodedStream(&stream) || !stream.ConsumedEntireMessage()) {
      fail("not an ONNX model: a message is malformed", run.data());
    }
  }

  WireField next(WireReader& reader) const {
    try {
      return reader.next();
    } catch (const WireError& error) {
      fail(error.fault == WireFault::truncated ? "not an ONNX model: a field overruns its message"
                                               : "not an ONNX model: a field is malformed",
           error.at);
    }
  }

  [[noreturn]] void fail(const char* what, const std::byte* at) const {
    throw Error(ErrorCode::input, fmt::format("{} (at byte {})", what, offsetOf(at)), {},
                "check that the file is a complete .onnx file");
  }

  const MappedFile& file_;
  google::protobuf::Arena& arena_;
  std::size_t kept_ = 0;
  std::size_t skipped_ = 0;
  int depth_ = 0;
};

/// A file cut short ends inside one of the model's own fields.
void checkComplete(Message file) {
  try {
    for (WireReader reader(file); !reader.atEnd();) reader.next();
  } catch (const WireError& error) {
    if (error.fault != WireFault::truncated) return;  // the reader proper says what and where
    throw Error(ErrorCode::input, fmt::format("truncated at byte {}", file.size()), {},
                fmt::format("the field that begins at byte {} is longer: copy or download the "
                            "whole file",
                            error.at - file.data()));
  }
}

}  // namespace

const ::onnx::ModelProto& readModel(const MappedFile& file, ::google::protobuf::Arena& arena) {
  checkComplete(file.bytes());
  auto* model = google::protobuf::Arena::CreateMessage<onnx::ModelProto>(&arena);
  Reader(file, arena).model(file.bytes(), *model);
  return *model;
}

}  // namespace tessera::onnx_import
