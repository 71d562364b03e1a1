#include "sim/cost/calibrate.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "core/error.h"
#include "sim/cost/engine_version.h"
#include "sim/cost/least_squares.h"
#include "sim/cost/percentile.h"
#include "sim/cost/unsureness.h"

namespace tessera {
namespace {

/// Weights in flash cost 0.1 to 0.9 cycles a byte on the boards where it was measured (nRF5340,
/// RA6M4, STM32L4R5); a board whose rows do not tell is held to the middle.
constexpr double usualFlashByte = 0.5;
constexpr double flashWeight = 0.001;
constexpr double shareToIdentify = 0.05;
constexpr int mostRounds = 200;
constexpr double settledScale = 1e-7;

double sum(const TermCycles& cycles) { return std::accumulate(cycles.begin(), cycles.end(), 0.0); }

/// Rows on one board, at one clock, with one version of the engine.
struct Boards {
  explicit Boards(std::span<const CalibrationRow> rows) {
    for (const CalibrationRow& row : rows) {
      const auto at = std::find_if(boards.begin(), boards.end(), [&](const BoardLatency& board) {
        return board.board == row.board && board.version == row.version &&
               board.clockHz == row.clockHz;
      });
      of.push_back(static_cast<std::size_t>(at - boards.begin()));
      if (at == boards.end()) {
        boards.push_back({row.board, row.mcu, row.version, row.core, 1, usualFlashByte, 0, 0,
                          row.clockHz, row.clockAssumed});
      }
      ++boards[of.back()].rows;
    }
  }

  std::vector<BoardLatency> boards;
  std::vector<std::size_t> of;  // by row
};

using RowIndices = std::vector<std::size_t>;

/// What the factors are held to, and how strongly.
struct Prior {
  TermCycles factors{};
  double weight = 0;
};

class CalibrationFit {
 public:
  CalibrationFit(std::span<const CalibrationRow> rows, const Boards& boards, const RowIndices& used,
                 const CalibrationOptions& options, const Prior& prior)
      : rows_(rows), boardOf_(boards.of), used_(used), prior_(prior) {
    model_.factors = prior.factors;
    model_.prunesDeadChannels = options.prunesDeadChannels;
    model_.foldsPads = options.foldsPads;
    model_.ownKernels = options.ownKernels;
    model_.boards = boards.boards;
    seen_.assign(model_.boards.size(), false);
    for (const std::size_t row : used) seen_[boardOf_[row]] = true;
  }

  LatencyModel run() {
    firstScales();
    for (int round = 0; round < mostRounds; ++round) {
      const std::vector<BoardLatency> before = model_.boards;
      factors();
      scales();
      double moved = 0;
      for (std::size_t i = 0; i < before.size(); ++i) {
        moved = std::max(moved, std::abs(model_.boards[i].scale / before[i].scale - 1));
      }
      if (moved < settledScale) break;
    }
    return model_;
  }

 private:
  void firstScales() {
    for (std::size_t i = 0; i < model_.boards.size(); ++i) {
      std::vector<double> ratios;
      for (const std::size_t row : used_) {
        if (boardOf_[row] == i) ratios.push_back(rows_[row].measured / sum(rows_[row].counted));
      }
      if (ratios.empty()) continue;
      std::nth_element(ratios.begin(),
                       ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2),
                       ratios.end());
      model_.boards[i].scale = ratios[ratios.size() / 2];
    }
    scaleUnseen();
  }

  /// A board without rows gets the mean scale of the others with its core, or of all.
  void scaleUnseen() {
    for (std::size_t i = 0; i < model_.boards.size(); ++i) {
      if (seen_[i]) continue;
      double same = 0;
      double all = 0;
      std::size_t sameCount = 0;
      std::size_t allCount = 0;
      for (std::size_t j = 0; j < model_.boards.size(); ++j) {
        if (!seen_[j]) continue;
        all += model_.boards[j].scale;
        ++allCount;
        if (model_.boards[j].core != model_.boards[i].core) continue;
        same += model_.boards[j].scale;
        ++sameCount;
      }
      model_.boards[i].scale = sameCount > 0
                                   ? same / static_cast<double>(sameCount)
                                   : all / static_cast<double>(std::max<std::size_t>(allCount, 1));
    }
  }

  /// Given the scales: factors and the boards' costs of a byte.
  void factors() {
    const std::size_t boards = model_.boards.size();
    const std::size_t unknowns = latencyTerms + 2 * boards;
    std::vector<Equation> equations;
    for (const std::size_t at : used_) {
      const CalibrationRow& row = rows_[at];
      const std::size_t board = boardOf_[at];
      Equation equation{std::vector<double>(unknowns, 0.0), 1.0};
      for (std::size_t t = 0; t < latencyTerms; ++t) {
        equation.weights[t] = model_.boards[board].scale * row.counted[t] / row.measured;
      }
      equation.weights[latencyTerms + board] = row.flashBytes / row.measured;
      equation.weights[latencyTerms + boards + board] = row.spilledBytes / row.measured;
      equations.push_back(std::move(equation));
    }
    const auto hold = [&](std::size_t unknown, double towards, double weight) {
      Equation equation{std::vector<double>(unknowns, 0.0), std::sqrt(weight)};
      equation.weights[unknown] = std::sqrt(weight) / towards;
      equations.push_back(std::move(equation));
    };
    for (std::size_t t = 0; t < latencyTerms; ++t) {
      hold(t, prior_.factors[t], prior_.weight);
    }
    for (std::size_t i = 0; i < boards; ++i) hold(latencyTerms + i, usualFlashByte, flashWeight);
    found_ = nonNegativeLeastSquares(equations, unknowns, found_);
    std::copy_n(found_.begin(), latencyTerms, model_.factors.begin());
    for (std::size_t i = 0; i < boards; ++i) {
      model_.boards[i].flashByte = found_[latencyTerms + i];
      model_.boards[i].spillByte = found_[latencyTerms + boards + i];
    }
  }

  /// Given the rest: the scale of each board, again of least relative squares.
  void scales() {
    for (std::size_t i = 0; i < model_.boards.size(); ++i) {
      BoardLatency& board = model_.boards[i];
      double up = 0;
      double down = 0;
      for (const std::size_t at : used_) {
        if (boardOf_[at] != i) continue;
        const CalibrationRow& row = rows_[at];
        const double kernels = std::inner_product(row.counted.begin(), row.counted.end(),
                                                  model_.factors.begin(), 0.0) /
                               row.measured;
        const double bytes =
            (board.flashByte * row.flashBytes + board.spillByte * row.spilledBytes) / row.measured;
        up += kernels * (1 - bytes);
        down += kernels * kernels;
      }
      if (down > 0 && up > 0) board.scale = up / down;
    }
    scaleUnseen();
  }

  std::span<const CalibrationRow> rows_;
  const std::vector<std::size_t>& boardOf_;
  const RowIndices& used_;
  Prior prior_;
  LatencyModel model_;
  std::vector<double> found_;  // the last factors and costs of a byte
  std::vector<bool> seen_;
};

/// How strongly a version's factors are held to those of the version next to it.
constexpr double versionWeight = 1.0;
constexpr double leastFactor = 0.1;

Prior atLeast(const TermCycles& factors, double weight) {
  Prior prior{factors, weight};
  for (double& factor : prior.factors) factor = std::max(factor, leastFactor);
  return prior;
}

/// The rows of each version that has enough models for factors of its own, oldest first.
std::vector<RowIndices> rowsByVersion(std::span<const CalibrationRow> rows,
                                      const RowIndices& used) {
  std::vector<std::string> versions;
  for (const std::size_t row : used) versions.push_back(rows[row].version);
  std::sort(versions.begin(), versions.end(), olderVersion);
  versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
  std::vector<RowIndices> groups;
  for (const std::string& version : versions) {
    RowIndices group;
    std::set<std::string> models;
    for (const std::size_t row : used) {
      if (rows[row].version != version) continue;
      group.push_back(row);
      models.insert(rows[row].model);
    }
    if (models.size() >= modelsOfAFit) groups.push_back(std::move(group));
  }
  return groups;
}

/// Takes over the scales and costs of the boards that `rows` were measured on.
void adoptBoards(const LatencyModel& from, const RowIndices& rows,
                 const std::vector<std::size_t>& boardOf, LatencyModel& model) {
  for (const std::size_t row : rows) model.boards[boardOf[row]] = from.boards[boardOf[row]];
}

/// All rows together, then each version.
LatencyModel fitted(std::span<const CalibrationRow> rows, const Boards& boards,
                    const RowIndices& used, const CalibrationOptions& options) {
  LatencyModel model =
      CalibrationFit(rows, boards, used, options, {options.priorFactors, options.priorWeight})
          .run();
  const std::vector<RowIndices> groups = rowsByVersion(rows, used);
  if (groups.size() < 2) return model;
  const auto most = std::max_element(
      groups.begin(), groups.end(),
      [](const RowIndices& a, const RowIndices& b) { return a.size() < b.size(); });
  const auto fitVersion = [&](const RowIndices& group, const TermCycles& neighbour) {
    const LatencyModel own =
        CalibrationFit(rows, boards, group, options, atLeast(neighbour, versionWeight)).run();
    adoptBoards(own, group, boards.of, model);
    model.versions.push_back({rows[group.front()].version, own.factors});
    return own.factors;
  };
  const TermCycles middle = fitVersion(*most, model.factors);
  TermCycles neighbour = middle;
  for (auto later = most + 1; later != groups.end(); ++later) {
    neighbour = fitVersion(*later, neighbour);
  }
  neighbour = middle;
  for (auto earlier = most; earlier != groups.begin();) {
    neighbour = fitVersion(*--earlier, neighbour);
  }
  std::sort(model.versions.begin(), model.versions.end(),
            [](const VersionFactors& a, const VersionFactors& b) {
              return olderVersion(a.version, b.version);
            });
  return model;
}

void check(std::span<const CalibrationRow> rows, const CalibrationOptions& options) {
  for (const double factor : options.priorFactors) {
    if (!(factor > 0)) {
      throw Error(ErrorCode::input, "factors cannot be held to 0", {},
                  "hold them to the kernel counts, or to a fit without zeros");
    }
  }
  std::set<std::string> models;
  for (const CalibrationRow& row : rows) {
    models.insert(row.model);
    if (!(row.measured > 0) || !std::isfinite(row.measured)) {
      throw Error(ErrorCode::input, "the measured latency is not above 0", "row '" + row.id + "'",
                  "give it in milliseconds, and the clock in MHz");
    }
    if (!(sum(row.counted) > 0)) {
      throw Error(ErrorCode::input, "no operator of the model has a known cost",
                  "row '" + row.id + "'", "leave the row out");
    }
  }
  if (models.size() < modelsOfAFit) {
    throw Error(
        ErrorCode::input,
        "the rows hold " + std::to_string(models.size()) + " models, too few to tell kernels apart",
        {}, "measure at least three models of different kinds");
  }
}

/// Residuals of the rows when those that share `key` are left out of the fit.
template <class Set>
void leaveOut(std::span<const CalibrationRow> rows, const Boards& boards,
              const CalibrationOptions& options, std::string CalibrationRow::*key, const Set& set) {
  std::set<std::string> keys;
  for (const CalibrationRow& row : rows) keys.insert(row.*key);
  for (const std::string& left : keys) {
    RowIndices used;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].*key != left) used.push_back(i);
    }
    if (used.empty()) continue;
    const LatencyModel model = fitted(rows, boards, used, options);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].*key != left) continue;
      set(i, predictedCycles(model, model.boards[boards.of[i]], rows[i]) / rows[i].measured - 1);
    }
  }
}

double meanAbsolute(const std::vector<Residual>& residuals, double Residual::*which) {
  double total = 0;
  for (const Residual& residual : residuals) total += std::abs(residual.*which);
  return total / static_cast<double>(residuals.size());
}

/// The mean shares of each family's rows.
std::vector<FamilyMix> mixesOf(std::span<const CalibrationRow> rows) {
  std::map<std::string, std::vector<TermCycles>> shares;
  for (const CalibrationRow& row : rows) shares[row.family].push_back(sharesOf(row.counted));
  std::vector<FamilyMix> mixes;
  for (const auto& [family, all] : shares) {
    FamilyMix mix{family, {}};
    for (const TermCycles& of : all) {
      for (std::size_t t = 0; t < latencyTerms; ++t) {
        mix.shares[t] += of[t] / static_cast<double>(all.size());
      }
    }
    mixes.push_back(std::move(mix));
  }
  return mixes;
}

/// Whether another family was measured on the row's board in its version: what the board does is
/// then no part of the row's error.
bool isBoardKnown(std::span<const CalibrationRow> rows, const Boards& boards, std::size_t row) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (boards.of[i] == boards.of[row] && rows[i].family != rows[row].family) return true;
  }
  return false;
}

/// See `LatencyModel::interval`. The rows of a family err alike, so that each family weighs 1.
double intervalOf(std::span<const CalibrationRow> rows, const Boards& boards,
                  const std::vector<Residual>& residuals, const std::vector<FamilyMix>& mixes) {
  std::map<std::string, std::vector<double>> known;
  std::map<std::string, std::vector<double>> all;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<FamilyMix> others = mixes;
    std::erase_if(others, [&](const FamilyMix& mix) { return mix.family == rows[i].family; });
    const double error = std::abs(residuals[i].familyLeftOut) / unsureness(others, rows[i].counted);
    all[rows[i].family].push_back(error);
    if (isBoardKnown(rows, boards, i)) known[rows[i].family].push_back(error);
  }
  std::vector<std::pair<double, double>> weighted;
  for (const auto& [family, errors] : known.empty() ? all : known) {
    for (const double error : errors) {
      weighted.emplace_back(error, 1 / static_cast<double>(errors.size()));
    }
  }
  return percentile90(std::move(weighted));
}

std::vector<LatencyTerm> notIdentified(std::span<const CalibrationRow> rows) {
  std::vector<LatencyTerm> terms;
  for (std::size_t t = 0; t < latencyTerms; ++t) {
    double most = 0;
    for (const CalibrationRow& row : rows) most = std::max(most, row.counted[t] / sum(row.counted));
    if (most < shareToIdentify) terms.push_back(static_cast<LatencyTerm>(t));
  }
  return terms;
}

}  // namespace

double predictedCycles(const LatencyModel& model, const BoardLatency& board,
                       const CalibrationRow& row) {
  return board.scale * std::inner_product(row.counted.begin(), row.counted.end(),
                                          factorsOf(model, board.version).begin(), 0.0) +
         board.flashByte * row.flashBytes + board.spillByte * row.spilledBytes;
}

Calibration calibrate(std::span<const CalibrationRow> rows, const CalibrationOptions& options) {
  check(rows, options);
  const Boards boards(rows);
  RowIndices all(rows.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  Calibration result;
  result.model = fitted(rows, boards, all, options);
  result.model.rows = rows.size();
  result.residuals.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const BoardLatency& board = result.model.boards[boards.of[i]];
    result.residuals[i].fitted =
        predictedCycles(result.model, board, rows[i]) / rows[i].measured - 1;
  }
  leaveOut(rows, boards, options, &CalibrationRow::model,
           [&](std::size_t i, double value) { result.residuals[i].modelLeftOut = value; });
  leaveOut(rows, boards, options, &CalibrationRow::family,
           [&](std::size_t i, double value) { result.residuals[i].familyLeftOut = value; });
  result.model.errorFitted = meanAbsolute(result.residuals, &Residual::fitted);
  result.model.errorUnseenModel = meanAbsolute(result.residuals, &Residual::modelLeftOut);
  result.model.errorUnseenFamily = meanAbsolute(result.residuals, &Residual::familyLeftOut);
  result.model.families = mixesOf(rows);
  result.model.interval = intervalOf(rows, boards, result.residuals, result.model.families);
  result.notIdentified = notIdentified(rows);
  return result;
}

TermCycles commonFactors(std::span<const CalibrationRow> rows, const CalibrationOptions& options) {
  check(rows, options);
  const Boards boards(rows);
  RowIndices all(rows.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const LatencyModel model =
      CalibrationFit(rows, boards, all, options, {options.priorFactors, options.priorWeight}).run();
  return atLeast(model.factors, 0).factors;
}

}  // namespace tessera
