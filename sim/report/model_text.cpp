#include "sim/report/model_text.h"

#include <fmt/core.h>

namespace tessera {
std::string workText(const Graph& graph) {
  const ModelWork work = modelWork(graph);
  const std::int64_t count = work.macs.count();
  std::string text = siCount(count);
  if (count >= 1000) text += " (" + grouped(count) + ")";
  if (work.unknownOperators > 0) {
    text += fmt::format(", without {} operator{} of unknown work", work.unknownOperators,
                        work.unknownOperators == 1 ? "" : "s");
  }
  return text;
}

std::string parametersText(const Graph& graph) {
  const ModelSize size = modelSize(graph);
  return fmt::format("{}, {} in flash", grouped(size.parameters), kib(size.weightBytes));
}

std::string macsTotalText(const ModelWork& work) {
  return siCount(work.macs.count()) + (work.unknownOperators > 0 ? " + ?" : "");
}

std::string bytesText(Bytes bytes) {
  const std::string exact = exactBytes(bytes);
  return kib(bytes) == exact ? exact : kib(bytes) + " (" + exact + ")";
}

std::string runtimeText(const Runtime& runtime) {
  const std::string named =
      runtime.name + (runtime.release.empty() ? "" : " (" + runtime.release + ")");
  if (runtime.bound.empty()) return named;
  return named + "; memory is a bound: " + runtime.bound;
}

}  // namespace tessera
