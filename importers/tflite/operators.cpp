#include "importers/tflite/operators.h"

#include <algorithm>

#include "core/error.h"
#include "importers/tflite/lists.h"
#include "importers/tflite/schema_generated.h"

namespace tessera::tflite_import {
namespace {

[[noreturn]] void invalid(const std::string& message, const std::string& where) {
  throw Error(ErrorCode::input, message, where, "convert the model again");
}

schema::BuiltinOperator codeOf(const schema::OperatorCode& code) {
  const auto old = static_cast<schema::BuiltinOperator>(code.deprecated_builtin_code());
  return std::max(old, code.builtin_code());
}

std::string typeOf(const schema::OperatorCode& code, Lists& lists) {
  const schema::BuiltinOperator builtin = codeOf(code);
  if (builtin == schema::BuiltinOperator::CUSTOM) {
    std::string custom = lists.text(code.custom_code());
    return custom.empty() ? "CUSTOM" : custom;
  }
  const std::string name = schema::EnumNameBuiltinOperator(builtin);
  return name.empty() ? "BUILTIN_" + std::to_string(static_cast<std::int32_t>(builtin)) : name;
}

void checkIndices(const std::vector<std::int32_t>& indices, std::size_t tensors, bool optional,
                  const std::string& where) {
  for (const std::int32_t index : indices) {
    if (index == -1 && optional) continue;
    if (index < 0 || static_cast<std::size_t>(index) >= tensors) {
      invalid("there is no tensor " + std::to_string(index) + " among " + std::to_string(tensors),
              where);
    }
  }
}

}  // namespace

std::string operatorPlace(std::size_t index, std::string_view type) {
  return "operator " + std::to_string(index) + " (" + std::string(type) + ")";
}

std::vector<FileOperator> readOperators(const schema::Model& model,
                                        const schema::SubGraph& subgraph, std::size_t tensors,
                                        Lists& lists) {
  std::vector<FileOperator> operators;
  if (subgraph.operators() == nullptr) return operators;
  const auto* codes = model.operator_codes();
  const std::uint32_t known = codes == nullptr ? 0 : codes->size();
  for (const schema::Operator* table : *subgraph.operators()) {
    if (table->opcode_index() >= known) {
      invalid("there is no operator code " + std::to_string(table->opcode_index()) + " among " +
                  std::to_string(known),
              "operator " + std::to_string(operators.size()));
    }
    const schema::OperatorCode& code = *codes->Get(table->opcode_index());
    FileOperator op{table, codeOf(code), typeOf(code, lists), lists.copy(table->inputs()),
                    lists.copy(table->outputs())};
    const std::string where = operatorPlace(operators.size(), op.type);
    checkIndices(op.inputs, tensors, true, where + ", inputs");
    checkIndices(op.outputs, tensors, false, where + ", outputs");
    operators.push_back(std::move(op));
  }
  return operators;
}

}  // namespace tessera::tflite_import
