#include "sim/report/model_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "core/error.h"

namespace tessera {
namespace {

/// Types of the operators whose work is unknown, with how many there are of each.
std::map<std::string, std::size_t> unknownTypes(const Graph& graph) {
  std::map<std::string, std::size_t> types;
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    if (!macs(graph, OperatorId(i))) ++types[graph.operators()[i].type];
  }
  return types;
}

}  // namespace

std::string sectionTitle(const std::string& title, const TextStyle& style) {
  const std::string line = shortened(oneLine(title), style.width, style);
  return fmt::format("\n{}\n", inked(line, Ink::bold, style));
}

std::string keyLine(const std::string& key, const std::string& text, const TextStyle& style,
                    std::size_t keyWidth) {
  const std::size_t indent = 2 + keyWidth + 1;
  const std::string shown = shortened(oneLine(key), style.width / 2, style);
  const std::size_t shownWidth = displayWidth(shown);
  const std::string padding(keyWidth - std::min(keyWidth, shownWidth), ' ');
  std::string lines = "  " + shown + padding + " ";
  std::size_t column = std::max(indent, 3 + shownWidth);
  std::istringstream words(oneLine(text));
  bool first = true;
  for (std::string word; words >> word; first = false) {
    word = shortened(word, style.width - indent, style);
    const std::size_t width = displayWidth(word);
    if (!first && column + 1 + width > style.width) {
      lines += '\n';
      lines.append(indent, ' ');
      column = indent;
    } else if (!first) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += width;
  }
  return lines + "\n";
}

std::string modelHeading(const ModelReport& model, const TextStyle& style) {
  std::string source = model.format;
  if (!model.producer.empty()) source += ", by " + model.producer;
  if (!model.description.empty()) source += ", \"" + model.description + "\"";
  std::string text = inked(shortened(model.name, style.width, style), Ink::bold, style) + "\n";
  text += keyLine("format", source, style);
  text += keyLine("deployment", model.deployment + ": " + model.deploymentAssumption, style);
  return text;
}

std::string workText(const Graph& graph) {
  const ModelWork work = modelWork(graph);
  const std::int64_t count = work.macs.count();
  std::string text = siCount(count);
  if (count >= 1000) text += " (" + grouped(count) + ")";
  if (work.unknownOperators > 0) {
    text += fmt::format(", without {} operator{} of unknown work", work.unknownOperators,
                        work.unknownOperators == 1 ? "" : "s");
  }
  return text;
}

std::string parametersText(const Graph& graph) {
  const ModelSize size = modelSize(graph);
  return fmt::format("{}, {} in flash", grouped(size.parameters), kib(size.weightBytes));
}

std::string macsTotalText(const ModelWork& work) {
  return siCount(work.macs.count()) + (work.unknownOperators > 0 ? " + ?" : "");
}

std::string bytesText(Bytes bytes) {
  const std::string exact = exactBytes(bytes);
  return kib(bytes) == exact ? exact : kib(bytes) + " (" + exact + ")";
}

std::string modelCaveats(const ModelReport& model, const TextStyle& style) {
  std::string text;
  for (const auto& [type, count] : unknownTypes(model.graph)) {
    text += keyLine("unknown work",
                    fmt::format("{} x {}: its tensors are counted, its MACs are not known and are "
                                "missing from every sum",
                                count, type),
                    style);
  }
  for (const std::string& warning : model.warnings) text += keyLine("warning", warning, style);
  if (text.empty()) return text;
  return sectionTitle("Caveats", style) + text;
}

std::string rewritesText(const ModelReport& model, const TextStyle& style) {
  constexpr std::size_t nameWidth = 25;
  std::string text;
  std::string notMade;
  for (const RewriteCount& rewrite : model.rewrites) {
    if (rewrite.enabled && rewrite.count == 0) continue;
    if (rewrite.optional && !rewrite.enabled) {
      notMade += (notMade.empty() ? "" : ", ") + rewrite.name;
      continue;
    }
    const std::string count = rewrite.enabled
                                  ? fmt::format("{} x  {}", rewrite.count, rewrite.description)
                                  : "switched off: " + rewrite.description;
    text += keyLine(rewrite.name, count, style, nameWidth);
  }
  if (text.empty()) text = "  nothing: the file holds the operators as they run\n";
  if (!notMade.empty()) {
    text += keyLine("with --rewrite NAME", "also " + notMade, style, nameWidth);
  }
  return sectionTitle("Rewritten on import (--no-rewrite NAME keeps the original)", style) + text;
}

std::string cannotRunText(const Runtime& runtime, const ScheduleRun& run) {
  if (runtime.runs != Runs::layers || run.stages.empty()) return {};
  return runtime.name +
         " runs whole operators only: what this schedule in patches would need if it "
         "could";
}

std::string cannotRunLine(const Runtime& runtime, const ScheduleRun& run, const TextStyle& style) {
  const std::string text = cannotRunText(runtime, run);
  return text.empty() ? text : keyLine("cannot run", text, style);
}

std::string runtimeText(const Runtime& runtime) {
  if (runtime.bound.empty()) return runtime.name;
  return runtime.name + "; memory is a bound: " + runtime.bound;
}

}  // namespace tessera
