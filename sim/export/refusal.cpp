#include "sim/export/refusal.h"

#include "core/error.h"

namespace tessera::exported {

void notGenerated(const Operator& op, const std::string& why, const std::string& hint) {
  throw Error(ErrorCode::unsupported, "no C is generated for it: " + why,
              "operator '" + op.name + "' (" + op.type + ")", hint);
}

}  // namespace tessera::exported
