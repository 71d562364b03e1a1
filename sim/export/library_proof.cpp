#include "sim/export/library.h"

namespace tessera::exported {
namespace {

constexpr const char* program = R"(/* Proves a library on its test vector. */
#include <stdio.h>
#include <string.h>

#include "network.h"

enum { guard = 256, poison = 0x5A };
static int8_t memory[guard + NETWORK_ARENA_BYTES + guard];
#define NETWORK_ARENA_AT (memory + guard)

#include "network.c"

#define main example_main
#include "main.c"
#undef main

static int guards_intact(void) {
  for (int i = 0; i < guard; ++i) {
    if (memory[i] != poison || memory[guard + NETWORK_ARENA_BYTES + i] != poison) return 0;
  }
  return 1;
}

int main(void) {
  static int8_t output[NETWORK_OUTPUT_BYTES];
  int equal = 1;
  int intact = 1;
  for (int run = 0; run < 2; ++run) {
    memset(memory, poison, sizeof memory);
    if (run == 1) memset(memory + guard, ~poison, NETWORK_ARENA_BYTES);
    memset(output, run, sizeof output);
    network_run(test_input, output);
    equal = equal && memcmp(output, test_output, sizeof output) == 0;
    intact = intact && guards_intact();
  }
  printf("bits_equal %d guards_intact %d\n", equal, intact);
  return 0;
}
)";

}  // namespace

std::string proofProgram() { return program; }

}  // namespace tessera::exported
