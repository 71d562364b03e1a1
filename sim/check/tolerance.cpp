#include "sim/check/tolerance.h"

#include <cctype>

#include "core/checked.h"
#include "core/parse_units.h"

namespace tessera {
namespace {

constexpr std::int64_t million = 1'000'000;

/// The parsers of units refuse 0, which is a tolerance like any other.
template <class Parse>
std::optional<std::int64_t> zeroToo(const std::string& text, const Parse& parse) {
  const bool zero = !text.empty() && text[0] == '0' &&
                    (text.size() == 1 ||
                     (std::isdigit(static_cast<unsigned char>(text[1])) == 0 && text[1] != '.'));
  if (!zero) return parse(text);
  return parse("1" + text.substr(1)) ? std::optional<std::int64_t>(0) : std::nullopt;
}

std::optional<std::int64_t> amountFromText(const std::string& text, Metric metric) {
  switch (metric) {
    case Metric::sram:
    case Metric::flash:
      if (const auto bytes = bytesFromText(text)) return bytes->count();
      return std::nullopt;
    case Metric::latency:
      if (const auto duration = durationFromText(text)) return duration->count();
      return std::nullopt;
    case Metric::macs:
    case Metric::recompute:
      if (const auto macs = macsFromText(text)) return macs->count();
      return std::nullopt;
  }
  return std::nullopt;
}

bool endsInUnit(const std::string& text) {
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text.back())) == 0;
}

}  // namespace

std::optional<Tolerance> toleranceFromText(const std::string& text, Metric metric) {
  if (!endsInUnit(text)) return std::nullopt;
  if (const auto ppm = zeroToo(text, [](const std::string& of) { return ppmFromText(of); })) {
    return Tolerance{true, *ppm, text};
  }
  const auto amount =
      zeroToo(text, [metric](const std::string& of) { return amountFromText(of, metric); });
  return amount ? std::optional(Tolerance{false, *amount, text}) : std::nullopt;
}

std::string toleranceExamples(Metric metric) {
  switch (metric) {
    case Metric::sram:
    case Metric::flash:
      return "\"1%\" or \"512B\"";
    case Metric::latency:
      return "\"1%\" or \"2ms\"";
    case Metric::macs:
    case Metric::recompute:
      break;
  }
  return "\"1%\" or \"10k\"";
}

std::int64_t ppmOf(std::int64_t whole, std::int64_t parts) {
  return checkedAdd(checkedMul(whole / million, parts),
                    checkedMul(whole % million, parts) / million);
}

namespace {

std::int64_t toleratedChange(std::int64_t baseline, const Tolerance& tolerance) {
  const std::int64_t size = baseline < 0 ? checkedSub(0, baseline) : baseline;
  return tolerance.relative ? ppmOf(size, tolerance.value) : tolerance.value;
}

}  // namespace

std::int64_t largestTolerated(std::int64_t baseline, const Tolerance& tolerance) {
  return checkedAdd(baseline, toleratedChange(baseline, tolerance));
}

std::int64_t leastTolerated(std::int64_t baseline, const Tolerance& tolerance) {
  return checkedSub(baseline, toleratedChange(baseline, tolerance));
}

}  // namespace tessera
