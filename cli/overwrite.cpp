#include "cli/overwrite.h"

#include <filesystem>
#include <system_error>

#include "cli/terminal.h"
#include "core/error.h"

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* configName = "tessera.toml";

bool isSameFile(const std::string& a, const std::string& b) {
  std::error_code failed;
  return fs::equivalent(a, b, failed) && !failed;
}

void refuse(const std::string& path, const std::vector<std::string>& read) {
  std::error_code ignored;
  if (isStdout(path) || !fs::is_regular_file(path, ignored)) return;
  if (fs::path(path).filename() == configName) {
    throw Error(ErrorCode::usage, "this configuration would be overwritten", path,
                "write the report to another file");
  }
  for (const std::string& file : read) {
    if (file.empty() || !isSameFile(path, file)) continue;
    throw Error(ErrorCode::usage, "this file is read, and would be overwritten", path,
                "write the report to another file");
  }
}

/// What it finds of the fields that hold the name of a file, or another name: a board, a schedule
/// in words.
template <class Command>
std::vector<std::string> filesOf(const Command& command) {
  std::vector<std::string> files;
  const auto add = [&](const std::string& file) { files.push_back(file); };
  if constexpr (requires { command.model.path; }) {
    const StudyRequest& request = command.model.request;
    files = {command.model.path, request.runtime, request.board, request.schedule};
  }
  if constexpr (requires { command.board; }) add(command.board);
  if constexpr (requires { command.schedule; }) add(command.schedule);
  if constexpr (requires { command.boards; }) {
    files.insert(files.end(), command.models.begin(), command.models.end());
    files.insert(files.end(), command.boards.begin(), command.boards.end());
    files.insert(files.end(), command.runtimes.begin(), command.runtimes.end());
    add(command.common.schedule);
  }
  if constexpr (requires { command.schedules.begin(); }) {
    for (const std::string& schedule : command.schedules) add(schedule);
  }
  if constexpr (requires {
                  command.saveOnnx;
                  command.path;
                })
    add(command.path);
  if constexpr (requires {
                  command.space;
                  command.request;
                }) {
    add(command.space);
    add(command.request.board);
    add(command.request.runtime);
  }
  if constexpr (requires { command.buffers; }) add(command.buffers);
  if constexpr (requires { command.inputs; }) {
    for (const auto& [name, file] : command.inputs) add(file);
  }
  if constexpr (requires { command.measurements; }) {
    for (const std::string& file : command.measurements) add(file);
    add(command.base);
    add(command.factorsFrom);
  }
  if constexpr (requires { command.measured; }) add(command.measured);
  if constexpr (requires { command.config; }) {
    add(command.config);
    add(command.baseline);
  }
  if constexpr (requires { command.before; }) {
    add(command.before);
    add(command.after);
  }
  return files;
}

}  // namespace

void refuseOverwriting(const OutputArguments& output, const std::vector<std::string>& read) {
  refuse(output.path, read);
  for (const Export& document : output.exports) refuse(document.path, read);
}

namespace {

/// Two outputs in one file: the second would take the place of the first.
void refuseTwice(const OutputArguments& output, const std::string& saved) {
  if (saved.empty() || isStdout(saved)) return;
  const auto same = [&](const std::string& path) {
    return !isStdout(path) &&
           fs::path(path).lexically_normal() == fs::path(saved).lexically_normal();
  };
  bool twice = same(output.path);
  for (const Export& document : output.exports) twice = twice || same(document.path);
  if (twice) {
    throw Error(ErrorCode::usage, "two outputs would be written to it", saved,
                "give each a file of its own");
  }
}

}  // namespace

void refuseOverwriting(const Arguments& arguments) {
  std::visit(
      [](const auto& command) {
        if constexpr (requires { command.output; }) {
          refuseOverwriting(command.output, filesOf(command));
          if constexpr (requires { command.saveSchedule; }) {
            refuse(command.saveSchedule, filesOf(command));
            refuseTwice(command.output, command.saveSchedule);
          }
          if constexpr (requires { command.saveOnnx; }) {
            refuse(command.saveOnnx, filesOf(command));
            refuseTwice(command.output, command.saveOnnx);
          }
          if constexpr (requires { command.saveArchitecture; }) {
            refuse(command.saveArchitecture, filesOf(command));
            refuseTwice(command.output, command.saveArchitecture);
          }
          if constexpr (requires { command.saveRuntime; }) {
            refuse(command.saveRuntime, filesOf(command));
            refuseTwice(command.output, command.saveRuntime);
          }
        }
      },
      arguments);
}

}  // namespace tessera::cli
