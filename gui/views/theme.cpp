#include "gui/views/theme.h"

#include <algorithm>
#include <cmath>

namespace tessera::gui {
namespace {

struct PaletteColors {
  QRgb window, base, alternate, text, quiet, button, border, highlight, highlightedText, link;
};

QPalette paletteOf(const PaletteColors& colors) {
  QPalette palette;
  palette.setColor(QPalette::Window, QColor(colors.window));
  palette.setColor(QPalette::Base, QColor(colors.base));
  palette.setColor(QPalette::AlternateBase, QColor(colors.alternate));
  palette.setColor(QPalette::Button, QColor(colors.button));
  palette.setColor(QPalette::Highlight, QColor(colors.highlight));
  palette.setColor(QPalette::HighlightedText, QColor(colors.highlightedText));
  palette.setColor(QPalette::Link, QColor(colors.link));
  palette.setColor(QPalette::ToolTipBase, QColor(colors.button));
  palette.setColor(QPalette::PlaceholderText, QColor(colors.quiet));
  palette.setColor(QPalette::Mid, QColor(colors.border));
  palette.setColor(QPalette::Dark, QColor(colors.border));
  palette.setColor(QPalette::Light, QColor(colors.base));
  palette.setColor(QPalette::Midlight, QColor(colors.alternate));
  palette.setColor(QPalette::Shadow, QColor(colors.border));
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                          QPalette::ToolTipText, QPalette::BrightText}) {
    palette.setColor(role, QColor(colors.text));
    palette.setColor(QPalette::Disabled, role, QColor(colors.quiet));
  }
  return palette;
}

double linear(double component) {
  return component <= 0.03928 ? component / 12.92 : std::pow((component + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
         0.0722 * linear(color.blueF());
}

}  // namespace

QPalette lightPalette() {
  return paletteOf({0xfff5f6f8, 0xffffffff, 0xfff0f2f5, 0xff1b1f24, 0xff57606a, 0xffffffff,
                    0xffd0d7de, 0xff0b5cad, 0xffffffff, 0xff0b5cad});
}

QPalette darkPalette() {
  return paletteOf({0xff1b2027, 0xff14181d, 0xff20262e, 0xffe6edf3, 0xffa7b1bc, 0xff262d36,
                    0xff39424d, 0xff3d8fe0, 0xff06121f, 0xff7ab8f5});
}

Theme themeOf(const QPalette& palette) {
  Theme theme;
  theme.dark = palette.color(QPalette::Window).lightness() < 128;
  theme.page = palette.color(QPalette::Base);
  theme.panel = palette.color(QPalette::Button);
  theme.ink = palette.color(QPalette::Text);
  theme.quiet = palette.color(QPalette::PlaceholderText);
  theme.grid = QColor(theme.dark ? 0xff2d343c : 0xffe3e7ec);
  theme.hatch = QColor(theme.dark ? 0xff3a434d : 0xffcfd5dc);
  theme.alarm = QColor(theme.dark ? 0xffff8a80 : 0xffb3261e);
  theme.good = QColor(theme.dark ? 0xff5fd3a6 : 0xff00704f);
  theme.selection = palette.color(QPalette::Highlight);
  for (std::size_t i = 0; i < theme.kinds.size(); ++i) {
    theme.kinds[i] = QColor(QLatin1String(svg::paints[i].color));
  }
  return theme;
}

double contrast(const QColor& a, const QColor& b) {
  const double one = luminance(a);
  const double other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

QColor mixed(const QColor& color, const QColor& other, double part) {
  const auto mix = [part](float a, float b) {
    return static_cast<float>(a * (1 - part) + b * part);
  };
  return QColor::fromRgbF(mix(color.redF(), other.redF()), mix(color.greenF(), other.greenF()),
                          mix(color.blueF(), other.blueF()));
}

QColor inkOn(const QColor& ground) {
  const QColor black(Qt::black);
  const QColor white(Qt::white);
  return contrast(black, ground) >= contrast(white, ground) ? black : white;
}

}  // namespace tessera::gui
