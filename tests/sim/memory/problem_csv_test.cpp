#include "sim/memory/problem_csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/expect_error.h"

namespace tessera::test {
namespace {

NamedProblem parseCsv(const std::string& text) { return parseProblemCsv(text, "f.csv"); }

void expectCsvRejected(const std::string& text, const std::vector<std::string>& words) {
  expectError(ErrorCode::input, words, [&] { parseCsv(text); });
}

TEST(ProblemCsv, ReadsMinimallocsColumns) {
  const NamedProblem named = parseCsv("id,lower,upper,size\nb1,0,3,4\nb2,3,9,5\n");
  EXPECT_THAT(named.names, testing::ElementsAre("b1", "b2"));
  ASSERT_EQ(named.problem.buffers.size(), 2U);
  EXPECT_EQ(named.problem.buffers[1].steps, (Interval{3, 9}));
  EXPECT_EQ(named.problem.buffers[1].size, Bytes(5));
  EXPECT_EQ(named.problem.buffers[1].alignment, 1);
  EXPECT_FALSE(named.problem.buffers[1].offset);
}

TEST(ProblemCsv, TakesColumnsInAnyOrderWithCommentsBlanksAndQuotes) {
  const NamedProblem named = parseCsv(
      "\xEF\xBB\xBF# a comment\r\n\r\n size , offset,alignment,upper,lower,id,same_offset_as\r\n"
      "  8, 16 ,16,3,0,\"a, \"\"b\"\"\",\r\n# more\n4,,,5,3,c, \"a, \"\"b\"\"\"");
  ASSERT_EQ(named.problem.buffers.size(), 2U);
  EXPECT_THAT(named.names, testing::ElementsAre("a, \"b\"", "c"));
  EXPECT_EQ(named.problem.buffers[0].offset, Bytes(16));
  EXPECT_EQ(named.problem.buffers[0].alignment, 16);
  EXPECT_FALSE(named.problem.buffers[1].offset);
  EXPECT_EQ(named.problem.buffers[1].alignment, 1);
  EXPECT_EQ(named.problem.buffers[1].sameOffsetAs, 0U);
}

TEST(ProblemCsv, AnEndIsTheLastStep) {
  const NamedProblem named = parseCsv("buffer_id,start,end,size\na,0,2,4\n");
  EXPECT_EQ(named.problem.buffers[0].steps, (Interval{0, 3}));
  expectCsvRejected("id,start,end,size\na,0,9223372036854775807,4\n",
                    {"f.csv:2: column 'end'", "no step"});
}

TEST(ProblemCsv, NamesFileLineAndColumnOfWhatIsWrong) {
  const std::string head = "# c\nid,lower,upper,size\n";
  expectCsvRejected(head + "a,0,1,2x\n", {"f.csv:3: column 'size'", "'2x'"});
  expectCsvRejected(head + "a,0,1,\n", {"f.csv:3: column 'size'"});
  expectCsvRejected(head + "a,0,1,99999999999999999999\n", {"f.csv:3: column 'size'"});
  expectCsvRejected(head + "a,0,1,2\n\nb,0,1,-2\n", {"f.csv:5: column 'size' of 'b'", "negative"});
  expectCsvRejected(head + "a,1,1,2\n", {"f.csv:3: column 'upper' of 'a'", "never lives"});
  expectCsvRejected(head + "a,0,1\n", {"f.csv:3", "3 cells", "4"});
  expectCsvRejected(head + "a,0,1,2\na,0,1,2\n", {"f.csv:4: column 'id'", "twice"});
  expectCsvRejected(head + "a,0,1,4611686018427387904\nb,0,1,4611686018427387904\n",
                    {"f.csv:3", "2^62"});
  expectCsvRejected(head + "\"a,0,1,2\n", {"f.csv:3", "no end"});
  expectCsvRejected(head + "\"a\"b,0,1,2\n", {"f.csv:3", "more text"});
}

TEST(ProblemCsv, NamesWhatIsWrongWithTheHeader) {
  expectCsvRejected("", {"f.csv:1", "no header"});
  expectCsvRejected("id,lower,upper\n", {"f.csv:1", "'size' is missing"});
  expectCsvRejected("id,lower,size\n", {"f.csv:1", "'upper' is missing"});
  expectCsvRejected("id,lower,upper,sise\n", {"f.csv:1", "'sise'", "did you mean 'size'"});
  expectCsvRejected("id,lower,start,upper,size\n", {"f.csv:1", "'start'", "twice"});
  expectCsvRejected("id,lower,upper,end,size\n", {"f.csv:1", "'upper' and 'end'"});
}

TEST(ProblemCsv, NamesWhatIsWrongWithTheOptionalColumns) {
  const std::string head = "id,lower,upper,size,alignment,offset,same_offset_as\n";
  expectCsvRejected(head + "a,0,1,2,0,,\n", {"f.csv:2: column 'alignment' of 'a'"});
  expectCsvRejected(head + "a,0,1,2,8,12,\n", {"f.csv:2: column 'offset' of 'a'"});
  expectCsvRejected(head + "a,0,1,2,,,b\nb,1,2,2,,,\n",
                    {"f.csv:2: column 'same_offset_as'", "'b'"});
  expectCsvRejected(head + "a,0,2,2,,,\nb,1,3,2,,,a\n",
                    {"f.csv:3: column 'same_offset_as' of 'b'"});
}

TEST(ProblemCsv, WritesWhatItReads) {
  const std::string plain = "id,lower,upper,size\na,0,3,4\n\"b,c\",-3,9,5\n";
  EXPECT_EQ(problemCsv(parseCsv(plain)), plain);
  const std::string full =
      "id,lower,upper,size,alignment,offset,same_offset_as\na,0,3,4,16,32,\nb,3,9,5,1,,a\n";
  EXPECT_EQ(problemCsv(parseCsv(full)), full);
  const std::string quoted = "id,lower,upper,size\n\"#a\",0,3,4\n\" a \",0,3,4\n";
  EXPECT_EQ(problemCsv(parseCsv(quoted)), quoted);
}

TEST(ProblemCsv, ReadsAndWritesDistances) {
  const std::string text =
      "id,lower,upper,size,same_offset_as,distance\na,0,3,4,,\nb,1,9,5,a,-2\nc,9,10,1,b,0\n";
  const NamedProblem named = parseCsv(text);
  EXPECT_EQ(named.problem.buffers[1].sameOffsetAs, 0U);
  EXPECT_EQ(named.problem.buffers[1].distance, Bytes(-2));
  EXPECT_EQ(problemCsv(named), text);
  const std::string head = "id,lower,upper,size,same_offset_as,distance\na,0,3,4,,\n";
  EXPECT_EQ(parseCsv(head + "b,3,9,5,a,\n").problem.buffers[1].distance, Bytes(0));
  expectCsvRejected(head + "b,1,9,5,,-2\n", {"f.csv:3: column 'distance' of 'b'", "no buffer"});
  expectCsvRejected(head + "b,1,9,5,a,x\n", {"f.csv:3: column 'distance'", "'x'"});
  expectCsvRejected(head + "b,1,9,5,a,4611686018427387904\n",
                    {"f.csv:3: column 'distance' of 'b'", "2^60"});
}

}  // namespace
}  // namespace tessera::test
