#pragma once

#include <QColor>
#include <QString>

#include "sim/report/document.h"

namespace tessera::gui {

/// The colours of a theme that a document uses.
struct RichColors {
  QColor ink;
  QColor quiet;
  QColor alarm;
  QColor good;
};

/// The document as Qt's rich text. An advice that can be tried is a remark; link number i is put
/// behind remark i of the sections, as "try:i", where there are at least that many `links`.
QString richText(const tessera::Document& document, const RichColors& colors, std::size_t links);

}  // namespace tessera::gui
