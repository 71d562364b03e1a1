#include "importers/type_warnings.h"

#include "core/error.h"

namespace tessera {
namespace {

constexpr std::size_t mostLines = 5;

}  // namespace

void TypeWarnings::add(const std::string& tensor, const Shape& inferred, const Shape& declared) {
  if (++count_ > mostLines) return;
  first_.push_back("tensor '" + oneLine(tensor) + "': the file declares " + declared.text() +
                   ", its operator gives " + inferred.text());
}

std::vector<std::string> TypeWarnings::lines() const {
  std::vector<std::string> all = first_;
  if (count_ > mostLines) {
    all.push_back("the file declares other shapes than its operators give for " +
                  std::to_string(count_ - mostLines) + " more tensors");
  }
  return all;
}

}  // namespace tessera
