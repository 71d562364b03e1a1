#include "tests/verify/frozen_model.h"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace tessera::verify {
namespace {

namespace fs = std::filesystem;

template <class Message>
bool parse(const fs::path& path, Message& message) {
  std::ifstream file(path, std::ios::binary);
  return file && message.ParseFromIstream(&file);
}

}  // namespace

bool freezeModel(const fs::path& folder, const fs::path& to) {
  onnx::ModelProto model;
  if (!parse(folder / "model.onnx", model)) return false;
  auto& graph = *model.mutable_graph();
  const auto& given = graph.initializer();
  int file = 0;
  for (const auto& input : graph.input()) {
    const bool known = std::any_of(given.begin(), given.end(), [&](const auto& tensor) {
      return tensor.name() == input.name();
    });
    if (known || file++ == 0) continue;
    const std::string name = "input_" + std::to_string(file - 1) + ".pb";
    onnx::TensorProto values;
    if (!parse(folder / "test_data_set_0" / name, values)) return false;
    values.set_name(input.name());
    // NumPy, which wrote the files, has no bfloat16 and stores its bits as uint16.
    const int declared = input.type().tensor_type().elem_type();
    if (declared == onnx::TensorProto::BFLOAT16) values.set_data_type(declared);
    *graph.add_initializer() = std::move(values);
  }
  if (file < 2) return false;
  std::ofstream stream(to, std::ios::binary);
  return model.SerializeToOstream(&stream);
}

}  // namespace tessera::verify
