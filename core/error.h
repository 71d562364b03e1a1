#pragma once

#include <exception>
#include <string>

namespace tessera {

/// What went wrong, as the process exit code that reports it (README, "Exit codes").
enum class ErrorCode : int {
  usage = 2,        ///< the command line makes no sense
  input = 3,        ///< a file is unreadable or invalid
  unsupported = 4,  ///< an operator or shape that Tessera does not know
  noPlan = 5,       ///< no plan fits the target
  internal = 70,    ///< a bug in Tessera
  interrupted = 130,
};

/// The one exception of the product: thrown where the fault is found, caught once, in `main`.
///
/// `message` says what is wrong, `where` names the file, node, attribute or line, and `hint` says
/// what would fix it. Either of the last two may be empty. None of them ends in a newline.
class Error : public std::exception {
 public:
  Error(ErrorCode code, std::string message, std::string where = {}, std::string hint = {});

  ErrorCode code() const noexcept { return code_; }
  const std::string& message() const noexcept { return message_; }
  const std::string& where() const noexcept { return where_; }
  const std::string& hint() const noexcept { return hint_; }

  /// The whole error in one line: "where: message; hint".
  const char* what() const noexcept override { return line_.c_str(); }

  /// A copy whose place is prefixed by `outer` ("model.onnx: node 'conv1'").
  Error within(const std::string& outer) const;

 private:
  ErrorCode code_;
  std::string message_;
  std::string where_;
  std::string hint_;
  std::string line_;
};

/// One line of UTF-8: control characters and other bytes (names come from untrusted files) are '?'.
std::string oneLine(std::string text);

}  // namespace tessera
