#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "importers/onnx/model_file.h"
#include "tests/support/onnx_bytes.h"
#include "tests/support/temp_folder.h"

namespace tessera::onnx_import {
namespace {

constexpr std::uint64_t kHole = std::uint64_t{5} << 29U;  // 2.5 GiB

std::string tensorHead(const std::string& name, std::uint64_t bytes) {
  onnx::TensorProto tensor;
  tensor.set_name(name);
  tensor.set_data_type(onnx::TensorProto::UINT8);
  tensor.add_dims(static_cast<std::int64_t>(bytes));
  return tensor.SerializeAsString() + test::tag(onnx::TensorProto::kRawDataFieldNumber, 2) +
         test::varint(bytes);
}

/// A sparse model file: an initializer of 2.5 GiB of zeros, then one of 4 KiB and a node.
void writeSparseModel(const std::filesystem::path& path, const std::string& smallRaw) {
  const std::string hugeHead = tensorHead("huge", kHole);
  onnx::NodeProto node;
  node.set_op_type("Relu");
  node.add_input("x");
  node.add_output("y");
  const std::string before = test::tag(onnx::GraphProto::kInitializerFieldNumber, 2) +
                             test::varint(hugeHead.size() + kHole) + hugeHead;
  const std::string after =
      test::field(onnx::GraphProto::kInitializerFieldNumber,
                  tensorHead("small", smallRaw.size()) + smallRaw) +
      test::field(onnx::GraphProto::kNodeFieldNumber, node.SerializeAsString());
  const std::string head = test::tag(onnx::ModelProto::kGraphFieldNumber, 2) +
                           test::varint(before.size() + kHole + after.size());
  onnx::ModelProto rest;
  rest.set_ir_version(8);
  rest.add_opset_import()->set_version(13);

  std::ofstream file(path, std::ios::binary);
  file << rest.SerializeAsString() << head << before;
  file.seekp(static_cast<std::streamoff>(kHole), std::ios::cur);
  file << after;
}

long peakResidentKib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(LargeModel, IsReadBeyondTwoGigabytesWithoutTouchingTheWeights) {
  const test::TempFolder folder;
  const auto path = folder.path() / "sparse.onnx";
  const std::string smallRaw(4096, 's');
  writeSparseModel(path, smallRaw);
  ASSERT_GT(std::filesystem::file_size(path), kHole);

  const long before = peakResidentKib();
  const ModelFile file(path);
  const auto& graph = file.model().graph();
  ASSERT_EQ(graph.initializer_size(), 2);
  ASSERT_EQ(graph.node_size(), 1);
  const auto huge = std::get<FileRange>(file.constant(graph.initializer(0)).source);
  EXPECT_EQ(huge.bytes, kHole);
  const ConstantData small = file.constant(graph.initializer(1));
  EXPECT_GT(std::get<FileRange>(small.source).offset, kHole);
  EXPECT_LT(peakResidentKib() - before, 32 * 1024);

  const auto bytes = loadBytes(small);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()), smallRaw);
}

TEST(LargeModel, KeepsLittleOfTheFileResident) {
  constexpr int pieces = 6;
  constexpr int tensorsOfAPiece = 64;
  const test::TempFolder folder;
  const auto path = folder.path() / "full.onnx";
  const std::string raw(256U << 10U, 'r');
  std::string piece;
  for (int i = 0; i < tensorsOfAPiece; ++i) {
    piece +=
        test::field(onnx::GraphProto::kInitializerFieldNumber, tensorHead("w", raw.size()) + raw);
  }
  {
    std::ofstream file(path, std::ios::binary);
    onnx::ModelProto rest;
    rest.set_ir_version(8);
    rest.add_opset_import()->set_version(13);
    file << rest.SerializeAsString() << test::tag(onnx::ModelProto::kGraphFieldNumber, 2)
         << test::varint(pieces * piece.size());
    // Large writes make large pages in the cache, which are mapped whole.
    for (int i = 0; i < pieces; ++i) file << piece;
  }
  // Pages of a mapped file count as resident where the kernel has them at hand, as here.
  const long before = peakResidentKib();
  const ModelFile file(path);
  EXPECT_EQ(file.model().graph().initializer_size(), pieces * tensorsOfAPiece);
  EXPECT_LT(peakResidentKib() - before, 32 * 1024);
}

}  // namespace
}  // namespace tessera::onnx_import
