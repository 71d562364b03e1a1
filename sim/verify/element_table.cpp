#include "sim/verify/element_table.h"

namespace tessera::verify {

RealFunction realFunction(std::string_view name, std::size_t inputs) {
  const ElementFunction* found = findElementFunction(name);
  return found != nullptr && found->takes(inputs) ? found->real : nullptr;
}

IntegerFunction integerFunction(std::string_view name, std::size_t inputs) {
  const ElementFunction* found = findElementFunction(name);
  return found != nullptr && found->takes(inputs) ? found->integer : nullptr;
}

}  // namespace tessera::verify
