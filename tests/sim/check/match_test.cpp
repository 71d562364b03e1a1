#include "sim/check/match.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

using Matches = std::vector<std::optional<std::size_t>>;

OperatorRecord op(const std::string& name, const std::string& type, const std::string& output,
                  std::int64_t macs = 1) {
  OperatorRecord record;
  record.name = name;
  record.type = type;
  record.output = output;
  record.macs = macs;
  return record;
}

BufferRecord bufferRecord(const std::string& name, const std::string& writer) {
  BufferRecord record;
  record.name = name;
  record.kind = "activation";
  record.writer = writer;
  return record;
}

TEST(Match, OperatorsOfOneNameAreTheSameWhereverTheyRun) {
  Snapshot before;
  before.operators = {op("a", "Conv", "1x8"), op("b", "Conv", "1x8")};
  Snapshot after;
  after.operators = {op("b", "Conv", "1x16"), op("a", "Pool", "1x8")};
  EXPECT_EQ(match(before, after).operators, (Matches{1, 0}));
}

TEST(Match, RenamedOperatorsAreMatchedByTypeAndShapeInTheirOrder) {
  Snapshot before;
  before.operators = {op("a", "Conv", "1x8"), op("b", "Conv", "1x8"), op("c", "Relu", "1x8"),
                      op("d", "Conv", "1x4")};
  Snapshot after;
  after.operators = {op("x1", "Conv", "1x8"), op("b", "Conv", "1x8"), op("x2", "Relu", "1x8"),
                     op("x3", "Conv", "1x9"), op("x4", "Conv", "1x8")};
  EXPECT_EQ(match(before, after).operators, (Matches{0, 1, 2, std::nullopt, std::nullopt}));
}

TEST(Match, WithoutTypesRenamedOperatorsAreMatchedByTheirWork) {
  Snapshot before;
  before.operators = {op("a", "", "", 10), op("b", "", "", 20)};
  Snapshot after;
  after.operators = {op("x", "Conv", "1x8", 20), op("y", "Conv", "1x8", 30)};
  EXPECT_EQ(match(before, after).operators, (Matches{1, std::nullopt}));
}

TEST(Match, ATensorInPatchesIsTheOneThatWasWhole) {
  Snapshot before;
  before.buffers = {bufferRecord("a", ""), bufferRecord("b", "")};
  Snapshot after;
  after.buffers = {bufferRecord("b", ""), bufferRecord("b", "")};
  after.buffers[0].kind = "tile";
  EXPECT_EQ(match(before, after).buffers, (Matches{std::nullopt, 1}));
  after.buffers.pop_back();
  EXPECT_EQ(match(before, after).buffers, (Matches{1}));
}

TEST(Match, BuffersOfRenamedOperatorsAreMatchedByTheirWriter) {
  Snapshot before;
  before.operators = {op("a", "Conv", "1x8"), op("b", "Conv", "1x9")};
  before.buffers = {bufferRecord("in", ""), bufferRecord("a_out", "a"), bufferRecord("b_out", "b")};
  Snapshot after;
  after.operators = {op("x", "Conv", "1x8"), op("y", "Conv", "1x9")};
  after.buffers = {bufferRecord("y_out", "y"), bufferRecord("x_out", "x"), bufferRecord("in", ""),
                   bufferRecord("new", "")};
  EXPECT_EQ(match(before, after).buffers, (Matches{2, 1, 0, std::nullopt}));
}

}  // namespace
}  // namespace tessera
