#include "sim/report/svg/palette.h"

namespace tessera::svg {

std::size_t paintOf(BufferKind kind) {
  switch (kind) {
    case BufferKind::state:
      return 0;
    case BufferKind::stageOutput:
      return 1;
    case BufferKind::stageInput:
      return 2;
    case BufferKind::activation:
      return 3;
    case BufferKind::tile:
      return 4;
    case BufferKind::cache:
    case BufferKind::beside:
    case BufferKind::sums:
      return 5;
    case BufferKind::scratch:
    case BufferKind::im2col:
    case BufferKind::kernel:
      break;
  }
  return 6;
}

std::string styleSheet() {
  std::string kinds;
  for (const Paint& paint : paints) {
    kinds += std::string(".") + paint.style + "{fill:" + paint.color + "}\n";
  }
  return R"(<style>
.t-page{fill:#ffffff}
.t-text{font:12px system-ui,"DejaVu Sans",sans-serif;fill:#1b1f24}
.t-title{font:600 14px system-ui,"DejaVu Sans",sans-serif;fill:#1b1f24}
.t-quiet{font:12px system-ui,"DejaVu Sans",sans-serif;fill:#57606a}
.t-alarm{font:600 12px system-ui,"DejaVu Sans",sans-serif;fill:#b3261e;paint-order:stroke;stroke:#ffffff;stroke-width:3px}
.t-on-dark{font:11px system-ui,"DejaVu Sans",sans-serif;fill:#ffffff;pointer-events:none}
.t-on-light{font:11px system-ui,"DejaVu Sans",sans-serif;fill:#000000;pointer-events:none}
.t-grid{stroke:#d8dee4;stroke-width:1}
.t-axis{stroke:#57606a;stroke-width:1}
.t-outline{fill:none;stroke:#1b1f24;stroke-width:1.2}
.t-pale{opacity:.45}
.t-halo{stroke:#ffffff;stroke-width:4;stroke-opacity:.75}
.t-budget{stroke:#b3261e;stroke-width:1.5;stroke-dasharray:6 4}
.t-leader{stroke:#1b1f24;stroke-width:1}
.t-dot{fill:#1b1f24;stroke:#ffffff;stroke-width:1.5}
.t-label{font:600 14px system-ui,"DejaVu Sans",sans-serif;fill:#1b1f24;paint-order:stroke;stroke:#ffffff;stroke-width:4px;pointer-events:none}
.t-tried{fill:#0072b2;fill-opacity:.35}
.t-front{fill:#0072b2;stroke:#ffffff;stroke-width:1}
.t-front-line{fill:none;stroke:#0072b2;stroke-width:1.5;pointer-events:none}
.t-recommended{fill:#d55e00;stroke:#ffffff;stroke-width:1.5}
.t-free{fill:url(#t-hatch)}
.t-hatch{stroke:#afb8c1;stroke-width:1}
.t-buffer{stroke:#ffffff;stroke-width:.6}
.t-hit{fill:#000000;fill-opacity:0}
.t-hit:hover{fill-opacity:.12}
)" + kinds +
         R"(@media (prefers-color-scheme:dark){
.t-page{fill:#14181d}
.t-text,.t-title{fill:#e6edf3}
.t-quiet{fill:#a7b1bc}
.t-alarm{fill:#ff8a80;stroke:#14181d}
.t-grid{stroke:#2d343c}
.t-axis{stroke:#a7b1bc}
.t-outline,.t-leader{stroke:#e6edf3}
.t-halo{stroke:#14181d}
.t-budget{stroke:#ff8a80}
.t-label{fill:#e6edf3;stroke:#14181d}
.t-tried,.t-front{fill:#56b4e9}
.t-front,.t-recommended{stroke:#14181d}
.t-front-line{stroke:#56b4e9}
.t-dot{fill:#e6edf3;stroke:#14181d}
.t-hatch{stroke:#57606a}
.t-buffer{stroke:#14181d}
.t-hit{fill:#ffffff;fill-opacity:0}
}
</style>
)";
}

}  // namespace tessera::svg
