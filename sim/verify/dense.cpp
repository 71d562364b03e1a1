#include "sim/verify/dense.h"

#include <utility>

#include "sim/verify/element.h"

namespace tessera::verify {
namespace {

/// The scale and zero point of an element.
class Form {
 public:
  explicit Form(const Tensor& tensor)
      : quantization_(isQuantized(tensor) ? tensor.quantization.get() : nullptr) {}

  bool quantized() const { return quantization_ != nullptr; }
  float scale(const std::vector<std::int64_t>& at) const {
    return quantization_->scales[index(at, quantization_->scales.size())];
  }
  double zeroPoint(const std::vector<std::int64_t>& at) const {
    const auto& points = quantization_->zeroPoints;
    return points.empty() ? 0.0 : points[index(at, points.size())];
  }
  /// Whether scale or zero point change along the last axis.
  bool variesAlong(std::size_t axis) const {
    return quantized() && perAxis() && quantization_->axis == static_cast<int>(axis);
  }

 private:
  bool perAxis() const { return quantization_->axis >= 0 && quantization_->scales.size() > 1; }
  std::size_t index(const std::vector<std::int64_t>& at, std::size_t count) const {
    if (!perAxis() || count < 2) return 0;
    return static_cast<std::size_t>(at[static_cast<std::size_t>(quantization_->axis)]);
  }

  const Quantization* quantization_;
};

/// Splits runs of the last axis where the form varies along it, so that a run has one form.
template <class Visit>
void forEachUniformRow(const TensorView& view, const Box& box, const Form& form,
                       const Visit& visit) {
  const bool varies = !box.empty() && form.variesAlong(box.size() - 1);
  forEachRow(view, box,
             [&](std::vector<std::int64_t>& at, std::int64_t offset, std::int64_t count) {
               if (!varies) return visit(at, offset, count);
               const std::int64_t first = at.back();
               for (std::int64_t i = 0; i < count; ++i, ++at.back()) {
                 visit(at, offset + i * view.strides.back(), std::int64_t{1});
               }
               at.back() = first;
             });
}

std::int64_t lastStride(const TensorView& view) {
  return view.strides.empty() ? 1 : view.strides.back();
}

Dense<double> read(const TensorView& view, const Box& box, bool scaled) {
  requireStored(view, box);
  Dense<double> dense{box, std::vector<double>(static_cast<std::size_t>(elements(box)))};
  const Form form(*view.tensor);
  double* to = dense.values.data();
  withElementType(*view.tensor, [&](auto type) {
    using Element = typename decltype(type)::Type;
    const auto step = lastStride(view) * static_cast<std::int64_t>(sizeof(Element));
    forEachUniformRow(view, box, form, [&](const auto& at, std::int64_t offset, auto count) {
      const std::byte* from = view.data + offset * static_cast<std::int64_t>(sizeof(Element));
      const double zero = form.quantized() ? form.zeroPoint(at) : 0.0;
      const double scale = form.quantized() && scaled ? form.scale(at) : 1.0;
      for (std::int64_t i = 0; i < count; ++i, from += step) {
        const double value = toReal(loadElement<Element>(from));
        *to++ = form.quantized() ? (value - zero) * scale : value;
      }
    });
  });
  return dense;
}

void requireWritable(const TensorView& view, const Box& box, std::size_t values) {
  requireStored(view, box);
  if (elements(box) == static_cast<std::int64_t>(values)) return;
  throw Error(ErrorCode::internal, "writes " + std::to_string(values) + " values to " + text(box),
              "tensor '" + view.tensor->name + "'");
}

}  // namespace

void requireStored(const TensorView& view, const Box& box) {
  if (contains(view.stored, box)) return;
  throw Error(ErrorCode::internal, "reads " + text(box) + " where " + text(view.stored) + " lies",
              "tensor '" + view.tensor->name + "'");
}

Dense<double> readReals(const TensorView& view, const Box& box) { return read(view, box, true); }

Dense<double> readCentred(const TensorView& view, const Box& box) { return read(view, box, false); }

Dense<std::int64_t> readIntegers(const TensorView& view, const Box& box) {
  requireStored(view, box);
  Dense<std::int64_t> dense{box,
                            std::vector<std::int64_t>(static_cast<std::size_t>(elements(box)))};
  std::int64_t* to = dense.values.data();
  withElementType(*view.tensor, [&](auto type) {
    using Element = typename decltype(type)::Type;
    const auto step = lastStride(view) * static_cast<std::int64_t>(sizeof(Element));
    forEachRow(view, box, [&](const auto&, std::int64_t offset, std::int64_t count) {
      const std::byte* from = view.data + offset * static_cast<std::int64_t>(sizeof(Element));
      for (std::int64_t i = 0; i < count; ++i, from += step) {
        *to++ = toInteger(loadElement<Element>(from));
      }
    });
  });
  return dense;
}

void writeReals(const TensorView& view, const Box& box, std::span<const double> values) {
  requireWritable(view, box, values.size());
  const Form form(*view.tensor);
  const double* from = values.data();
  withElementType(*view.tensor, [&](auto type) {
    using Element = typename decltype(type)::Type;
    const auto step = lastStride(view) * static_cast<std::int64_t>(sizeof(Element));
    forEachUniformRow(view, box, form, [&](const auto& at, std::int64_t offset, auto count) {
      std::byte* to = view.data + offset * static_cast<std::int64_t>(sizeof(Element));
      const double zero = form.quantized() ? form.zeroPoint(at) : 0.0;
      const float scale = form.quantized() ? form.scale(at) : 1.0F;
      for (std::int64_t i = 0; i < count; ++i, to += step) {
        const double value = *from++;
        const double stored =
            form.quantized()
                ? static_cast<double>(std::nearbyintf(static_cast<float>(value) / scale)) + zero
                : value;
        storeElement(to, fromReal<Element>(stored));
      }
    });
  });
}

void writeIntegers(const TensorView& view, const Box& box, std::span<const std::int64_t> values) {
  requireWritable(view, box, values.size());
  const std::int64_t* from = values.data();
  withElementType(*view.tensor, [&](auto type) {
    using Element = typename decltype(type)::Type;
    const auto step = lastStride(view) * static_cast<std::int64_t>(sizeof(Element));
    forEachRow(view, box, [&](const auto&, std::int64_t offset, std::int64_t count) {
      std::byte* to = view.data + offset * static_cast<std::int64_t>(sizeof(Element));
      for (std::int64_t i = 0; i < count; ++i, to += step) {
        storeElement(to, fromInteger<Element>(*from++));
      }
    });
  });
}

}  // namespace tessera::verify
