#include "sim/export/kernel_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tessera::exported {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(KernelFiles, HaveWhatTheKernelsNeedAndNoMore) {
  const KernelFiles files = kernelFiles({"table"});
  EXPECT_THAT(files.header, HasSubstr("tsr_kernel tsr_look_up;"));
  EXPECT_THAT(files.header, HasSubstr("/* view.h */"));
  EXPECT_THAT(files.source, HasSubstr("void tsr_look_up("));
  EXPECT_THAT(files.source, Not(HasSubstr("tsr_convolve")));
  EXPECT_THAT(files.header, Not(HasSubstr("fixed_point.h")));
}

TEST(KernelFiles, AKernelBringsTheOneThatItCalls) {
  const KernelFiles files = kernelFiles({"convolution_part"});
  EXPECT_THAT(files.source, HasSubstr("void tsr_convolve_part("));
  EXPECT_THAT(files.source, HasSubstr("int32_t tsr_sum_of_taps("));
}

TEST(KernelFiles, IncludeNoFileButTheirOwn) {
  const KernelFiles files = kernelFiles({"convolution", "softmax"});
  EXPECT_THAT(files.header, Not(HasSubstr("#include \"")));
  EXPECT_THAT(files.source, HasSubstr("#include \"kernels.h\""));
  EXPECT_EQ(files.source.find("#include \""), files.source.rfind("#include \""));
}

}  // namespace
}  // namespace tessera::exported
