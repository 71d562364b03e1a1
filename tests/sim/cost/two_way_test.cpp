#include "sim/cost/two_way.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tessera {
namespace {

/// Engine e on board b takes exp(e + b), but for the pairs that `without` names.
std::vector<LatencyModel> engines(const std::vector<double>& levels,
                                  const std::vector<double>& boards, std::size_t without = 99) {
  std::vector<LatencyModel> models;
  for (std::size_t e = 0; e < levels.size(); ++e) {
    LatencyModel model;
    for (std::size_t b = 0; b < boards.size(); ++b) {
      if (e * boards.size() + b == without) continue;
      model.boards.push_back({"board " + std::to_string(b), "CHIP" + std::to_string(b), "1",
                              CoreBuild::m4, std::exp(levels[e] + boards[b]), 0.5, 0, 50, 0});
    }
    models.push_back(std::move(model));
  }
  return models;
}

TEST(TwoWay, APairThatWasLeftOutIsTheSumOfItsEngineAndItsBoard) {
  const std::vector<double> levels{0.0, 0.4, -0.3};
  const std::vector<double> boards{0.1, -0.2, 0.3, 0.0};
  const TwoWayScale scale = fitTwoWay(pairsOf(engines(levels, boards, 5)));
  const double predicted = scale.engines.at("1/1/1") + scale.boards.at("CHIP1");
  EXPECT_NEAR(predicted, 0.4 - 0.2, 0.02);
}

TEST(TwoWay, WhatIsLeftOutIsToldAsItIsOff) {
  const BoardSpeeds exact = boardSpeedsOf(engines({0, 0.4, -0.3}, {0.1, -0.2, 0.3, 0.0}));
  EXPECT_EQ(exact.pairs.count, 12U);
  EXPECT_LT(exact.pairs.error, 0.02);
  EXPECT_EQ(exact.boards.count, 12U);
  EXPECT_GT(exact.boards.error, 0.2) << "a board is not the mean of its core";
  EXPECT_EQ(exact.cores.count, 0U);
}

TEST(TwoWay, ABoardIsToldByItsChipAndOtherwiseByItsName) {
  EXPECT_EQ(chipKey({"NUCLEO-L4R5ZI", "STM32L4R5ZIT6U", "", CoreBuild::m4}), "STM32L4R5");
  EXPECT_EQ(chipKey({"EK-RA8D1", "", "", CoreBuild::m85}), "EKRA8D1");
}

TEST(TwoWay, TheThreeSetsOfKernels) {
  EXPECT_EQ(kernelSet(CoreBuild::m0plus), kernelSet(CoreBuild::m3));
  EXPECT_EQ(kernelSet(CoreBuild::m4), kernelSet(CoreBuild::m33));
  EXPECT_NE(kernelSet(CoreBuild::m7), kernelSet(CoreBuild::m85));
}

}  // namespace
}  // namespace tessera
