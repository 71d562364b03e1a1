#include "importers/onnx/external_data.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "importers/onnx/model_file.h"
#include "tests/support/expect_error.h"
#include "tests/support/onnx_bytes.h"
#include "tests/support/temp_folder.h"

namespace tessera::onnx_import {
namespace {

namespace fs = std::filesystem;
using test::expectError;
using Entries = std::vector<std::pair<std::string, std::string>>;

/// A folder `outer/model` that holds the model and a data file of 100 bytes, 'a' + index % 26; one
/// more data file lies in `outer`.
class ExternalData : public testing::Test {
 protected:
  ExternalData() {
    fs::create_directories(outer_.path() / "model" / "sub");
    std::string content;
    for (int i = 0; i < 100; ++i) content += static_cast<char>('a' + i % 26);
    outer_.write("model/weights.bin", content);
    outer_.write("model/sub/weights.bin", content);
    outer_.write("secret.bin", content);
  }

  fs::path folder() const { return outer_.path() / "model"; }
  fs::path outer() const { return outer_.path(); }

  /// The constant of a uint8 tensor of `elements` with those external_data entries.
  ConstantData constantOf(const Entries& entries, std::int64_t elements = 8) const {
    onnx::TensorProto tensor;
    tensor.set_name("w");
    tensor.set_data_type(onnx::TensorProto::UINT8);
    tensor.add_dims(elements);
    tensor.set_data_location(onnx::TensorProto::EXTERNAL);
    for (const auto& [key, value] : entries) {
      auto* entry = tensor.add_external_data();
      entry->set_key(key);
      entry->set_value(value);
    }
    const auto path =
        outer_.write("model/m.onnx", test::modelWithInitializer(tensor.SerializeAsString()));
    const ModelFile file(path);
    return file.constant(file.model().graph().initializer(0));
  }

  void expectRefused(const Entries& entries, const std::vector<std::string>& words) const {
    std::vector<std::string> all = words;
    all.push_back("tensor 'w'");
    all.push_back((folder() / "m.onnx").string());
    expectError(ErrorCode::input, all, [&] { constantOf(entries); });
  }

 private:
  test::TempFolder outer_;
};

std::string loadedText(const ConstantData& data) {
  const auto bytes = loadBytes(data);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST_F(ExternalData, IsFoundByLocationOffsetAndLength) {
  EXPECT_EQ(loadedText(constantOf({{"location", "weights.bin"}, {"offset", "2"}, {"length", "8"}})),
            "cdefghij");
  EXPECT_EQ(loadedText(constantOf({{"location", "weights.bin"}})), "abcdefgh");
  EXPECT_EQ(loadedText(constantOf({{"location", "weights.bin"}, {"offset", "92"}})), "opqrstuv");
  EXPECT_EQ(loadedText(constantOf({{"location", "sub/weights.bin"}, {"checksum", "ignored"}})),
            "abcdefgh");
  EXPECT_EQ(loadedText(constantOf({{"location", "sub/../weights.bin"}})), "abcdefgh");
}

TEST_F(ExternalData, MayBeALinkThatStaysInside) {
  fs::create_symlink("sub/weights.bin", folder() / "link.bin");
  const auto data = constantOf({{"location", "link.bin"}});
  EXPECT_EQ(loadedText(data), "abcdefgh");
  EXPECT_EQ(*std::get<FileRange>(data.source).path, fs::canonical(folder() / "sub/weights.bin"));
}

TEST_F(ExternalData, WorksForAModelNamedWithoutItsFolder) {
  constantOf({{"location", "weights.bin"}});
  const auto before = fs::current_path();
  fs::current_path(folder());
  const ModelFile file("m.onnx");
  const auto data = file.constant(file.model().graph().initializer(0));
  fs::current_path(before);
  EXPECT_EQ(loadedText(data), "abcdefgh");
}

TEST_F(ExternalData, NeverLeavesTheModelsFolder) {
  expectRefused({{"location", "../secret.bin"}}, {"leaves the model's folder", "../secret.bin"});
  expectRefused({{"location", "sub/../../secret.bin"}}, {"leaves the model's folder"});
  expectRefused({{"location", (outer() / "secret.bin").string()}}, {"leaves the model's folder"});
  expectRefused({{"location", "/etc/passwd"}}, {"leaves the model's folder"});
  // Nothing is told about whether a file outside exists.
  expectRefused({{"location", "../no_such_file"}}, {"leaves the model's folder"});
  // A sibling whose name begins like the folder's.
  fs::create_directory(outer() / "model2");
  fs::copy(outer() / "secret.bin", outer() / "model2" / "w.bin");
  expectRefused({{"location", "../model2/w.bin"}}, {"leaves the model's folder"});
}

TEST_F(ExternalData, NeverLeavesTheModelsFolderThroughALink) {
  fs::create_symlink("../secret.bin", folder() / "link.bin");
  expectRefused({{"location", "link.bin"}}, {"leaves the model's folder"});
  fs::create_directory_symlink("..", folder() / "up");
  expectRefused({{"location", "up/secret.bin"}}, {"leaves the model's folder"});
  fs::create_symlink("sub", folder() / "inner");
  expectRefused({{"location", "inner/../../secret.bin"}}, {"leaves the model's folder"});
}

TEST_F(ExternalData, MustBeARegularFile) {
  expectRefused({{"location", "missing.bin"}}, {"missing.bin", "is missing"});
  expectRefused({{"location", "sub"}}, {"not a regular file"});
  expectRefused({{"location", "."}}, {"leaves the model's folder"});
  fs::create_symlink("loop.bin", folder() / "loop.bin");
  expectRefused({{"location", "loop.bin"}}, {"loop.bin"});
  fs::create_symlink("nowhere.bin", folder() / "dangling.bin");
  expectRefused({{"location", "dangling.bin"}}, {"dangling.bin"});
}

TEST_F(ExternalData, MustHaveAName) {
  expectRefused({}, {"without a valid file name"});
  expectRefused({{"location", ""}}, {"without a valid file name"});
  expectRefused({{"location", std::string("weights.bin\0x", 13)}}, {"without a valid file name"});
  expectRefused({{"location", std::string(5000, 'n')}}, {"cannot resolve"});
}

TEST_F(ExternalData, MustBeInsideTheFileAndOfTheShapesSize) {
  const std::string file = "weights.bin";
  expectRefused({{"location", file}, {"length", "7"}}, {"7 bytes", "needs 8"});
  expectRefused({{"location", file}, {"length", "9"}}, {"9 bytes", "needs 8"});
  expectRefused({{"location", file}, {"offset", "93"}}, {"has 100 bytes"});
  expectRefused({{"location", file}, {"offset", "18446744073709551615"}}, {"has 100 bytes"});
  expectRefused({{"location", file}, {"offset", "18446744073709551616"}}, {"not a number"});
  for (const char* wrong : {"-1", "1.5", "", " 1", "0x10", "one"}) {
    expectRefused({{"location", file}, {"offset", wrong}}, {"offset", "not a number"});
    expectRefused({{"location", file}, {"length", wrong}}, {"length", "not a number"});
  }
}

TEST_F(ExternalData, HostileShapesAreRefused) {
  for (const std::int64_t elements : {std::int64_t{-1}, std::int64_t{1} << 62U}) {
    expectError(ErrorCode::input, {"tensor 'w'"}, [&] {
      constantOf({{"location", "weights.bin"}}, elements);
    });
  }
}

}  // namespace
}  // namespace tessera::onnx_import
