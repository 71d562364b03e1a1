#include "tests/support/order_file.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace tessera::test {
namespace {

class Reader {
 public:
  OrderProblem run(std::istream& file) {
    for (std::string line; std::getline(file, line);) {
      std::istringstream words(line);
      std::string kind;
      words >> kind;
      if (kind == "T") readTensor(words);
      if (kind == "I") readEnds(words, &OrderProblem::Tensor::isInput);
      if (kind == "O") readEnds(words, &OrderProblem::Tensor::isOutput);
      if (kind == "N") readOperator(words);
    }
    return std::move(problem_);
  }

 private:
  void readTensor(std::istream& words) {
    std::size_t id = 0;
    std::int64_t bytes = 0;
    if (!(words >> id >> bytes) || id > 1'000'000) throw std::runtime_error("no tensor");
    if (problem_.tensors.size() <= id) problem_.tensors.resize(id + 1);
    problem_.tensors[id].bytes = Bytes(bytes);
  }

  void readEnds(std::istream& words, bool OrderProblem::Tensor::*flag) {
    for (std::size_t id = 0; words >> id;) problem_.tensors.at(id).*flag = true;
  }

  void readOperator(std::istream& words) {
    OrderProblem::Operator op;
    std::string type;
    words >> type;
    op.outputs = readIds(words);
    op.inputs = readIds(words);
    int overwritten = -1;
    if (!(words >> overwritten)) throw std::runtime_error("no operator");
    if (overwritten >= 0) op.overwrites = op.inputs.at(static_cast<std::size_t>(overwritten));
    problem_.operators.push_back(std::move(op));
  }

  /// Up to the next colon.
  static std::vector<std::uint32_t> readIds(std::istream& words) {
    std::vector<std::uint32_t> ids;
    for (std::string word; words >> word && word != ":";) {
      ids.push_back(static_cast<std::uint32_t>(std::stoul(word)));
    }
    return ids;
  }

  OrderProblem problem_;
};

}  // namespace

OrderProblem readOrderFile(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  return Reader().run(file);
}

}  // namespace tessera::test
