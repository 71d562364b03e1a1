#include "tests/importers/tflite/test_model.h"

#include <algorithm>

namespace tessera::tflite_import {

using flatbuffers::Offset;

int TestModel::tensor(const std::string& name, const Indices& shape, Type type,
                      const TensorExtras& extras) {
  tensors_.push_back({name, shape, type, extras.buffer.value_or(0), extras});
  return static_cast<int>(tensors_.size()) - 1;
}

int TestModel::constant(const std::string& name, const Indices& shape, Type type, std::string bytes,
                        const TensorExtras& extras) {
  buffers.push_back(std::move(bytes));
  tensors_.push_back({name, shape, type, static_cast<std::uint32_t>(buffers.size() - 1), extras});
  return static_cast<int>(tensors_.size()) - 1;
}

int TestModel::list(const std::string& name, const Indices& entries) {
  return values(name, {static_cast<std::int32_t>(entries.size())}, Type::INT32, entries);
}

void TestModel::op(Code code, const Indices& inputs, const Indices& outputs,
                   const Options& options) {
  operators_.push_back({code, "", inputs, outputs, options});
}

void TestModel::custom(const std::string& name, const Indices& inputs, const Indices& outputs,
                       const std::vector<std::uint8_t>& options) {
  operators_.push_back({Code::CUSTOM, name, inputs, outputs, {}, options});
}

void TestModel::ends(const Indices& inputs, const Indices& outputs) {
  inputs_ = inputs;
  outputs_ = outputs;
}

Offset<schema::Tensor> TestModel::write(FlatBuilder& builder, const TensorEntry& entry) const {
  const TensorExtras& extras = entry.extras;
  const auto name = builder.CreateString(entry.name);
  const auto shape = builder.CreateVector(entry.shape);
  const auto signature = builder.CreateVector(extras.signature);
  Offset<schema::QuantizationParameters> quantization;
  if (!extras.scales.empty()) {
    const auto scales = builder.CreateVector(extras.scales);
    const auto zeroPoints = builder.CreateVector(extras.zeroPoints);
    const auto unread = schema::CreateUnread(builder);
    schema::QuantizationParametersBuilder parameters(builder);
    parameters.add_scale(scales);
    parameters.add_zero_point(zeroPoints);
    parameters.add_quantized_dimension(extras.quantizedAxis);
    if (extras.otherQuantization) {
      parameters.add_details_type(schema::QuantizationDetails::custom);
      parameters.add_details(unread.Union());
    }
    quantization = parameters.Finish();
  }
  const auto sparsity = schema::CreateUnread(builder);
  schema::TensorBuilder tensor(builder);
  tensor.add_name(name);
  tensor.add_shape(shape);
  tensor.add_type(entry.type);
  tensor.add_buffer(entry.buffer);
  tensor.add_is_variable(extras.variable);
  tensor.add_has_rank(ranks);
  tensor.add_external_buffer(extras.externalBuffer);
  if (!extras.signature.empty()) tensor.add_shape_signature(signature);
  if (!quantization.IsNull()) tensor.add_quantization(quantization);
  if (extras.sparse) tensor.add_sparsity(sparsity);
  return tensor.Finish();
}

Offset<schema::OperatorCode> TestModel::writeCode(FlatBuilder& builder,
                                                  const OperatorEntry& entry) const {
  const auto name = builder.CreateString(entry.custom);
  const auto old = static_cast<std::int8_t>(std::min(static_cast<std::int32_t>(entry.code), 127));
  schema::OperatorCodeBuilder code(builder);
  code.add_deprecated_builtin_code(old);
  if (!oldCodes) code.add_builtin_code(entry.code);
  if (!entry.custom.empty()) code.add_custom_code(name);
  return code.Finish();
}

Offset<schema::SubGraph> TestModel::writeSubgraph(FlatBuilder& builder) const {
  std::vector<Offset<schema::Tensor>> tensors;
  for (const TensorEntry& entry : tensors_) tensors.push_back(write(builder, entry));
  std::vector<Offset<schema::Operator>> operators;
  for (const OperatorEntry& entry : operators_) {
    const auto inputs = builder.CreateVector(entry.inputs);
    const auto outputs = builder.CreateVector(entry.outputs);
    const auto options =
        entry.options.write ? entry.options.write(builder) : flatbuffers::Offset<void>();
    flatbuffers::Offset<flatbuffers::Vector<std::uint8_t>> customOptions;
    if (!entry.customOptions.empty()) customOptions = builder.CreateVector(entry.customOptions);
    schema::OperatorBuilder op(builder);
    op.add_opcode_index(static_cast<std::uint32_t>(operators.size()) + codeOffset);
    op.add_inputs(inputs);
    op.add_outputs(outputs);
    if (entry.options.write) {
      op.add_builtin_options_type(entry.options.type);
      op.add_builtin_options(options);
    }
    if (!entry.customOptions.empty()) op.add_custom_options(customOptions);
    operators.push_back(op.Finish());
  }
  return schema::CreateSubGraph(builder, builder.CreateVector(tensors),
                                builder.CreateVector(inputs_), builder.CreateVector(outputs_),
                                builder.CreateVector(operators), builder.CreateString("main"));
}

std::string TestModel::bytes() const {
  FlatBuilder builder;
  std::vector<Offset<schema::OperatorCode>> codes;
  for (const OperatorEntry& entry : operators_) codes.push_back(writeCode(builder, entry));
  std::vector<Offset<schema::SubGraph>> subgraphs{writeSubgraph(builder)};
  for (const std::string& name : otherSubgraphs_) {
    subgraphs.push_back(schema::CreateSubGraph(builder, 0, 0, 0, 0, builder.CreateString(name)));
  }
  std::vector<Offset<schema::Buffer>> written;
  for (std::size_t i = 0; i < buffers.size(); ++i) {
    Offset<flatbuffers::Vector<std::uint8_t>> data;
    builder.ForceVectorAlignment(buffers[i].size(), 1, 16);
    if (!buffers[i].empty()) {
      data = builder.CreateVector(reinterpret_cast<const std::uint8_t*>(buffers[i].data()),
                                  buffers[i].size());
    }
    const auto found = behind.find(static_cast<std::uint32_t>(i));
    const auto [offset, size] =
        found == behind.end() ? std::pair<std::uint64_t, std::uint64_t>{0, 0} : found->second;
    written.push_back(schema::CreateBuffer(builder, data, offset, size));
  }
  std::vector<Offset<schema::Metadata>> entries;
  for (const std::string& name : metadata) {
    entries.push_back(schema::CreateMetadata(builder, builder.CreateString(name)));
  }
  const auto model =
      schema::CreateModel(builder, version, builder.CreateVector(codes),
                          builder.CreateVector(subgraphs), builder.CreateString(description),
                          builder.CreateVector(written), 0, builder.CreateVector(entries));
  builder.Finish(model, identifier.c_str());
  return {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

Options convOptions(const WindowOptions& window) {
  return {schema::BuiltinOptions::Conv2DOptions, [=](FlatBuilder& builder) {
            return schema::CreateConv2DOptions(builder, window.padding, window.strideColumns,
                                               window.strideRows, window.activation,
                                               window.dilationColumns, window.dilationRows)
                .Union();
          }};
}

Options depthwiseOptions(const WindowOptions& window, std::int32_t multiplier) {
  return {schema::BuiltinOptions::DepthwiseConv2DOptions, [=](FlatBuilder& builder) {
            return schema::CreateDepthwiseConv2DOptions(
                       builder, window.padding, window.strideColumns, window.strideRows, multiplier,
                       window.activation, window.dilationColumns, window.dilationRows)
                .Union();
          }};
}

Options poolOptions(std::int32_t rows, std::int32_t columns, const WindowOptions& window) {
  return {schema::BuiltinOptions::Pool2DOptions, [=](FlatBuilder& builder) {
            return schema::CreatePool2DOptions(builder, window.padding, window.strideColumns,
                                               window.strideRows, columns, rows, window.activation)
                .Union();
          }};
}

Options transposeConvOptions(const WindowOptions& window) {
  return {schema::BuiltinOptions::TransposeConvOptions, [=](FlatBuilder& builder) {
            return schema::CreateTransposeConvOptions(builder, window.padding, window.strideColumns,
                                                      window.strideRows, window.activation)
                .Union();
          }};
}

Options fullyConnectedOptions(bool keepsRank, schema::ActivationFunctionType activation) {
  return {schema::BuiltinOptions::FullyConnectedOptions, [=](FlatBuilder& builder) {
            return schema::CreateFullyConnectedOptions(builder, activation, 0, keepsRank).Union();
          }};
}

Options addOptions(schema::ActivationFunctionType activation) {
  return {schema::BuiltinOptions::add, [=](FlatBuilder& builder) {
            return schema::CreateBinaryOptions(builder, activation).Union();
          }};
}

Options concatOptions(std::int32_t axis) {
  return {schema::BuiltinOptions::ConcatenationOptions, [=](FlatBuilder& builder) {
            return schema::CreateConcatenationOptions(builder, axis).Union();
          }};
}

Options reducerOptions(bool keepsRank) {
  return {schema::BuiltinOptions::ReducerOptions, [=](FlatBuilder& builder) {
            return schema::CreateReducerOptions(builder, keepsRank).Union();
          }};
}

Imported imported(const TestModel& model, const ImportOptions& options) {
  const test::TempFolder folder;
  return importModel(folder.write("model.tflite", model.bytes()), options);
}

Network asInFile(const TestModel& model, std::map<std::string, Shape> inputShapes) {
  ImportOptions options;
  options.inputShapes = std::move(inputShapes);
  options.rewrites.disabled = {"all"};
  return imported(model, options).network;
}

std::string patched(std::string bytes, std::size_t at, const std::string& with) {
  return bytes.replace(at, with.size(), with);
}

}  // namespace tessera::tflite_import
