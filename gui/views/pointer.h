#pragma once

namespace tessera::gui {

/// Pixels: a press that moves less is a click.
inline constexpr int dragDistance = 4;

/// A notch of a wheel, in Qt's unit.
inline constexpr double wheelNotch = 120;

}  // namespace tessera::gui
