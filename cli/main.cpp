#include <csignal>

#include "cli/run.h"

int main(int argc, char** argv) {
  // A file that grows beyond its limit is then an error of the write, which cleans up behind
  // itself.
  std::signal(SIGXFSZ, SIG_IGN);
  return tessera::cli::run(argc, argv);
}
