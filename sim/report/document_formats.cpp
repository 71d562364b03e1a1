#include "sim/report/document_formats.h"

#include "sim/report/csv.h"
#include "sim/report/html.h"
#include "sim/report/markdown.h"
#include "sim/report/text.h"

namespace tessera {
namespace {

/// A form that does not depend on the style.
template <std::string (*render)(const Document&)>
std::string plainly(const Document& document, const TextStyle&) {
  return render(document);
}

}  // namespace

std::vector<DocumentFormat> documentFormats() {
  return {{"text", Audience::terminal, documentText},
          {"csv", Audience::program, plainly<documentCsv>},
          {"markdown", Audience::comment, plainly<documentMarkdown>},
          {"html", Audience::page, plainly<documentHtml>}};
}

}  // namespace tessera
