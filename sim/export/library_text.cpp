#include "sim/export/library_text.h"

#include <fmt/core.h>

#include "core/error.h"
#include "sim/export/kernel_calls.h"

namespace tessera::exported {
namespace {

/// Text that does not end a comment of C.
std::string inComment(const std::string& text) {
  std::string safe;
  for (const char letter : oneLine(text)) safe += letter == '*' || letter == '\\' ? '.' : letter;
  return safe;
}

std::string tensorText(const Graph& graph, TensorId id) {
  const Tensor& tensor = graph[id];
  std::string text =
      fmt::format("'{}', {} {}", inComment(tensor.name), name(tensor.dtype), tensor.shape.text());
  if (tensor.quantization != nullptr && tensor.quantization->scales.size() == 1) {
    const auto& points = tensor.quantization->zeroPoints;
    text += fmt::format(", real = {} * (stored - {})", tensor.quantization->scales[0],
                        points.empty() ? 0 : points[0]);
  }
  return text;
}

std::string endsText(const char* what, const Graph& graph, std::span<const TensorId> tensors) {
  std::string text;
  for (const TensorId id : tensors) text += fmt::format(" * {} {}\n", what, tensorText(graph, id));
  return text;
}

constexpr const char* readerPrototype =
    "void network_read_input(int32_t row, int32_t column, int32_t columns, int8_t *to)";

}  // namespace

std::string networkHeader(const NetworkText& text) {
  const std::string reader = text.library.streams
                                 ? fmt::format(
                                       "\n/* Yours: writes `columns` positions of the input's row "
                                       "`row`, from `column` on,\n"
                                       " * to `to`. Called while the network runs; `in` of "
                                       "network_run is not read. */\n{};\n",
                                       readerPrototype)
                                 : std::string();
  return fmt::format(
      "/* {}, schedule {}.\n{}{} */\n#ifndef NETWORK_H\n#define NETWORK_H\n\n#include "
      "<stdint.h>\n\n"
      "#define NETWORK_INPUT_BYTES {}\n#define NETWORK_OUTPUT_BYTES {}\n"
      "#define NETWORK_ARENA_BYTES {}\n{}\n"
      "/* Runs the network: reads NETWORK_INPUT_BYTES from `in`, writes NETWORK_OUTPUT_BYTES to\n"
      " * `out`, tensors one after the other. Not reentrant: there is one arena. Returns 0. */\n"
      "int network_run(const int8_t *in, int8_t *out);\n\n#endif\n",
      inComment(text.graph.name().empty() ? "a network" : text.graph.name()),
      inComment(text.schedule.name.empty() ? "of its own" : text.schedule.name),
      endsText("in: ", text.graph, text.graph.inputs()),
      endsText("out:", text.graph, text.graph.outputs()), text.library.inputBytes,
      text.library.outputBytes, text.library.arenaBytes, reader);
}

std::string networkSource(const NetworkText& text) {
  const std::string fetch = text.library.streams ? R"(
/* Lets the application write a rectangle of the input to its place. */
static void fetch_input(const void *op, const tsr_view *in, const tsr_view *out,
                        const tsr_region *region) {
  (void)op;
  (void)in;
  for (int32_t row = region->row; row < region->end_row; ++row) {
    for (int32_t column = region->column; column < region->end_column;) {
      const int32_t run = tsr_run(out, row, column, region->end_column);
      network_read_input(row, column, run, tsr_at(out, row, column));
      column += run;
    }
  }
}
)"
                                                 : "";
  return fmt::format(
      "#include \"network.h\"\n\n#include <string.h>\n\n#include \"kernels.h\"\n\n"
      "/* The arena: of this file, in a section that NETWORK_ARENA_SECTION may name (an "
      "attribute),\n"
      " * or where NETWORK_ARENA_AT points to. */\n"
      "#ifndef NETWORK_ARENA_AT\n#ifndef NETWORK_ARENA_SECTION\n#define NETWORK_ARENA_SECTION\n"
      "#endif\nstatic NETWORK_ARENA_SECTION int8_t network_arena[NETWORK_ARENA_BYTES];\n"
      "#define NETWORK_ARENA_AT network_arena\n#endif\n{}\n{}\n"
      "int network_run(const int8_t *in, int8_t *out) {{\n{}  return 0;\n}}\n",
      fetch, text.code.tables, text.code.run);
}

std::string exampleProgram(const NetworkText& text) {
  std::string reader;
  if (text.library.streams) {
    const MapExtent map = mapExtent(text.graph, text.graph.inputs()[0]);
    reader = fmt::format(
        "/* The source of the input: here the test vector, of {} columns of {} bytes. */\n{} "
        "{{\n"
        "  memcpy(to, test_input + (row * {} + column) * {}, (size_t)(columns * {}));\n}}\n\n",
        map.columns, map.position, readerPrototype, map.columns, map.position, map.position);
  }
  return fmt::format(R"(/* Runs the test vector and compares the answer. */
#include <stdio.h>
#include <string.h>

#include "network.h"
#include "test_vector.h"

{}int main(void) {{
  static int8_t output[NETWORK_OUTPUT_BYTES];
  network_run(test_input, output);
  if (memcmp(output, test_output, sizeof output) != 0) {{
    puts("the output differs from the test vector");
    return 1;
  }}
  puts("the output equals the test vector, bit by bit");
  return 0;
}}
)",
                     reader);
}

std::string makefile() {
  return R"(# The library is network.c and kernels.c; `make` builds and runs the example.
CFLAGS ?= -O2
override CFLAGS += -std=c99 -pedantic -Wall -Wextra

run: example
	./example

example: main.o network.o kernels.o
	$(CC) $(LDFLAGS) -o $@ main.o network.o kernels.o

main.o: main.c network.h test_vector.h
network.o: network.c network.h kernels.h
kernels.o: kernels.c kernels.h

clean:
	rm -f example *.o

.PHONY: run clean
)";
}

std::string cmakeFile() {
  return R"(cmake_minimum_required(VERSION 3.13)
project(network C)
set(CMAKE_C_STANDARD 99)

add_library(network STATIC network.c kernels.c)
target_include_directories(network PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}")

add_executable(example main.c)
target_link_libraries(example PRIVATE network)
)";
}

std::string readme(const NetworkText& text) {
  const std::string input = text.library.streams
                                ? "The schedule streams its input: define `network_read_input`, "
                                  "which the network calls for "
                                  "pieces of rows (see `network.h`). `main.c` shows one.\n"
                                : "";
  return fmt::format(
      R"(# {}

Generated by Tessera: this network under the schedule `{}`, as plain C99.

- **Call** `network_run(in, out)` of `network.h`: {} B in, {} B out, int8, channels last.
{}- **SRAM**: one static arena of {} B, the plan's, in `network.c`. `-DNETWORK_ARENA_SECTION='...'` gives
  it an attribute, such as a section; `-DNETWORK_ARENA_AT=NAME` puts it where you say. Nothing is
  allocated; beside the arena there is only stack.
- **Flash**: the weights, biases and tables of `network.c` are all `const`, and the code is
  `kernels.c`; `size network.o kernels.o` tells both.
- **Reentrancy**: none, there is one arena. `in` is copied before anything runs, `out` is written at
  the end.
- **Arithmetic**: int8 with 32-bit sums and fixed-point multipliers, bit for bit that of TensorFlow
  Lite's reference kernels. Right shifts of negative numbers are taken to be arithmetic.
- **Try it**: `make` builds the example, runs `test_vector.h` and compares the answer.

**Whose**: `network.*`, `main.c`, `test_vector.h` and the build files are yours, as the model is.
`kernels.*` stay under Tessera's licence (Apache 2.0).
)",
      text.graph.name().empty() ? "A network" : oneLine(text.graph.name()),
      text.schedule.name.empty() ? "of its own" : oneLine(text.schedule.name),
      text.library.inputBytes, text.library.outputBytes, input, text.library.arenaBytes);
}

}  // namespace tessera::exported
