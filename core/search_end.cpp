#include "core/search_end.h"

namespace tessera {

std::string_view name(SearchEnd end) {
  switch (end) {
    case SearchEnd::proven:
      return "proven";
    case SearchEnd::exhausted:
      return "exhausted";
    case SearchEnd::steps:
      return "steps";
    case SearchEnd::time:
      return "time";
    case SearchEnd::stopped:
      return "stopped";
    case SearchEnd::memory:
      return "memory";
  }
  return {};
}

bool isCut(SearchEnd end) {
  return end == SearchEnd::time || end == SearchEnd::stopped || end == SearchEnd::memory;
}

}  // namespace tessera
