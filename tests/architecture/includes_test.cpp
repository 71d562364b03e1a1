#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/architecture/source_files.h"

namespace tessera::test {
namespace {

struct Include {
  std::filesystem::path file;  ///< relative to the repository
  std::string header;
};

std::vector<Include> includesBelow(const std::string& house) {
  static const std::regex pattern(R"rx(^\s*#include\s*["<]([^">]+)[">])rx");
  std::vector<Include> includes;
  for (const std::filesystem::path& path : sourceFiles(house)) {
    std::istringstream text(sourceText(path));
    for (std::string line; std::getline(text, line);) {
      std::smatch match;
      if (std::regex_search(line, match, pattern)) includes.push_back({path, match[1]});
    }
  }
  return includes;
}

std::string firstFolder(const std::string& header) { return header.substr(0, header.find('/')); }

/// design.md, "Houses and who may enter".
TEST(Includes, DependenciesPointOneWay) {
  const std::set<std::string> houses{"core", "importers", "sim", "cli", "gui", "sample_models"};
  const std::map<std::string, std::set<std::string>> allowed{
      {"core", {"core"}},
      {"importers", {"core", "importers"}},
      {"sim", {"core", "sim"}},
      {"cli", {"core", "importers", "sim", "cli"}},
      {"gui", {"core", "importers", "sim", "gui"}},
      {"sample_models", {"core", "importers", "sample_models"}},
  };
  for (const auto& [house, may] : allowed) {
    const std::vector<Include> includes = includesBelow(house);
    EXPECT_FALSE(includes.empty()) << house;
    for (const Include& include : includes) {
      const std::string from = firstFolder(include.header);
      if (houses.count(from) == 0) continue;
      EXPECT_EQ(may.count(from), 1U) << include.file << " includes " << include.header;
    }
  }
}

/// The folder of sim that a path lies in: "memory" of "sim/memory/exact/exact.h".
std::string floorOf(const std::string& path) {
  const std::size_t begin = path.find('/') + 1;
  const std::size_t end = path.find('/', begin);
  return end == std::string::npos ? "" : path.substr(begin, end - begin);
}

/// sim/CMakeLists.txt links them in the same order. Those of one height do not know each other.
TEST(Includes, FloorsOfSimKnowOnlyWhatLiesBelow) {
  const std::map<std::string, int> height{
      {"located", 1}, {"schedule", 2}, {"memory", 2}, {"cost", 3},   {"target", 4},
      {"run", 5},     {"search", 6},   {"verify", 6}, {"export", 7}, {"study", 7},
      {"nas", 7},     {"report", 8},   {"check", 9}};
  for (const Include& include : includesBelow("sim")) {
    const std::string from = floorOf(include.file.string());
    EXPECT_EQ(height.count(from), 1U) << include.file << " lies on no floor";
    if (firstFolder(include.header) != "sim") continue;
    const std::string to = floorOf(include.header);
    ASSERT_EQ(height.count(to), 1U) << include.file << " includes " << include.header;
    if (from == to) continue;
    EXPECT_LT(height.at(to), height.at(from)) << include.file << " includes " << include.header;
  }
}

/// They could be published by themselves.
TEST(Includes, PlannersAndKernelCostsKnowTheCoreAlone) {
  for (const std::string house : {"sim/memory", "sim/cost"}) {
    for (const Include& include : includesBelow(house)) {
      const std::string from = firstFolder(include.header);
      if (from != "sim") continue;
      EXPECT_EQ(include.header.rfind(house + "/", 0), 0U)
          << include.file << " includes " << include.header;
    }
  }
}

TEST(Includes, OnlyTheOnnxImporterSeesOnnxAndProtobuf) {
  const std::string home = "importers/onnx/";
  for (const std::string house : {"core", "importers", "sim", "cli", "gui", "sample_models"}) {
    for (const Include& include : includesBelow(house)) {
      const std::string from = firstFolder(include.header);
      if (from != "onnx" && from != "google") continue;
      EXPECT_EQ(include.file.string().rfind(home, 0), 0U)
          << include.file << " includes " << include.header;
    }
  }
}

TEST(Includes, OnlyTheTfliteImporterSeesFlatbuffers) {
  for (const std::string house : {"core", "importers", "sim", "cli", "gui", "sample_models"}) {
    for (const Include& include : includesBelow(house)) {
      const bool schema = include.header == "importers/tflite/schema_generated.h";
      if (!schema && firstFolder(include.header) != "flatbuffers") continue;
      EXPECT_EQ(include.file.string().rfind("importers/tflite/", 0), 0U)
          << include.file << " includes " << include.header;
    }
  }
}

bool isQt(const Include& include) {
  return include.header.size() > 1 && include.header[0] == 'Q' &&
         std::isupper(static_cast<unsigned char>(include.header[1])) != 0;
}

TEST(Includes, NobodyButTheGuiSeesQt) {
  for (const std::string house : {"core", "importers", "sim", "cli", "sample_models"}) {
    for (const Include& include : includesBelow(house)) {
      EXPECT_FALSE(isQt(include)) << include.file << " includes " << include.header;
    }
  }
}

/// What they may know of Qt is its core.
TEST(Includes, ModelsOfTheGuiKnowNoWidgets) {
  const std::set<std::string> core{"QAbstractItemModel",
                                   "QAbstractTableModel",
                                   "QByteArray",
                                   "QCoreApplication",
                                   "QElapsedTimer",
                                   "QFileInfo",
                                   "QFileSystemWatcher",
                                   "QHash",
                                   "QList",
                                   "QMetaObject",
                                   "QMetaType",
                                   "QModelIndex",
                                   "QObject",
                                   "QPointF",
                                   "QRectF",
                                   "QRegularExpression",
                                   "QSizeF",
                                   "QSortFilterProxyModel",
                                   "QString",
                                   "QStringList",
                                   "QThread",
                                   "QThreadPool",
                                   "QTimer",
                                   "QVariant"};
  for (const std::string folder : {"gui/models", "gui/workers"}) {
    for (const Include& include : includesBelow(folder)) {
      EXPECT_NE(include.header.rfind("gui/views/", 0), 0U) << include.file;
      EXPECT_TRUE(!isQt(include) || core.count(include.header) == 1)
          << include.file << " includes " << include.header;
    }
  }
}

/// Headers that cost seconds each stay out of headers, where every includer would pay.
TEST(Includes, HeavyHeadersStayInSources) {
  const std::set<std::string> heavy{"CLI/CLI.hpp", "nlohmann/json.hpp",
                                    "boost/graph/adjacency_list.hpp", "onnx/onnx_pb.h"};
  for (const std::string house : {"core", "sim", "cli"}) {
    for (const Include& include : includesBelow(house)) {
      if (include.file.extension() != ".h") continue;
      EXPECT_EQ(heavy.count(include.header), 0U) << include.file << " includes " << include.header;
    }
  }
}

}  // namespace
}  // namespace tessera::test
