#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/operator.h"

namespace tessera {

/// One output element from one element of each operand, followed by the parameters.
using RealFunction = double (*)(std::span<const double> x);
using IntegerFunction = std::int64_t (*)(std::span<const std::int64_t> x);

/// A number that the file gives with the operator. As `Activation::parameters` has it.
struct ElementParameter {
  std::string_view attribute;  ///< of the ONNX operator of that name
  double otherwise = 0.0;      ///< ONNX's default
};

/// What kind of kernel runs the function on whole tensors.
enum class ElementKernel : std::uint8_t {
  lookUp,    ///< by table: bytes move, nothing is computed
  add,       ///< rescales each operand
  multiply,  ///< one product an element
};

/// Which rewrite lets the operator before it apply the function as its activation.
enum class ActivationFusion : std::uint8_t {
  never,
  tflite,  ///< TFLite's own kernels do, and with them all runtimes
  other,   ///< only kernels of other runtimes do
};

/// What formats, runtimes and rewrites know of a function, so far as they know it.
struct ElementUse {
  std::array<ElementParameter, 2> parameters = {};  ///< those without an attribute are not there
  std::string_view tflite = {};  ///< TFLite's operator that is this function and has no parameter
  bool tflmKernel = false;  ///< TFLite Micro's kernel of that name runs it for other formats too
  ActivationFusion fusion = ActivationFusion::never;
  bool bounds = false;           ///< only cuts values off, so that it may come before rounding
  bool takesActivation = false;  ///< its kernels can apply an activation to the result
};

/// A function of elements: all that is to be known of it. The word for an `Activation` (one
/// operand, the parameters as numbers) and for an `Elementwise` (all arguments as operands).
/// Whatever it is, it counts 0 MACs: see core/work.h.
struct ElementFunction {
  std::string_view name;    ///< ONNX's in lower case where it has one
  std::size_t arguments;    ///< operands and parameters, or `anyNumber`
  RealFunction real;        ///< or `notComputed`: the interpreter refuses it on reals
  IntegerFunction integer;  ///< or `notComputed`: the same on integers without a scale
  ElementKernel kernel;
  ElementUse use = {};

  static constexpr std::size_t anyNumber = 0;  ///< of operands, one or more

  std::size_t parameterCount() const;
  bool takes(std::size_t count) const {
    return arguments == anyNumber ? count > 0 : arguments == count;
  }
};

inline constexpr std::nullptr_t notComputed = nullptr;

/// All functions, in alphabetical order of their names.
std::span<const ElementFunction> elementFunctions();

/// The function of that name, or null.
const ElementFunction* findElementFunction(std::string_view name);

/// The function of that name; throws Error(internal) where the table lacks it.
const ElementFunction& knownElementFunction(std::string_view name);

/// The sum of two tensors, by which residuals join and biases are added.
bool isAddition(const Operator& op);

}  // namespace tessera
