#include "sim/report/verdicts.h"

namespace tessera {

const char* label(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed:
      return "pass";
    case Outcome::failed:
      return "FAIL";
    case Outcome::error:
      break;
  }
  return "ERROR";
}

}  // namespace tessera
