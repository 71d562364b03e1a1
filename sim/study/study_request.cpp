#include "sim/study/study_request.h"

namespace tessera {

std::string_view name(OrderKind order) { return order == OrderKind::best ? "best" : "file"; }

}  // namespace tessera
