#!/usr/bin/env bash
# The window as OpenGL draws it, on an invisible X screen: gl_under_xvfb.sh VIEWER RESULT FOLDER
set -euo pipefail
command -v xvfb-run >/dev/null || exit 77
unset QT_QUICK_BACKEND
export QT_QPA_PLATFORM=xcb LIBGL_ALWAYS_SOFTWARE=1 QSG_RHI_BACKEND=opengl
xvfb-run -a -s '-screen 0 1400x900x24' "$1" "$2" --window-screenshot "$3/gl.png"
[ "$(stat -c %s "$3/gl.png")" -gt 50000 ] # a window without its map is a quarter of that
