#!/usr/bin/env bash
# The viewer draws the demo result without a connection to anywhere: opens_no_socket.sh VIEWER RESULT FOLDER
set -euo pipefail
command -v strace >/dev/null || exit 77
trace=$3/sockets.trace
strace -f -qq -e trace=socket,connect -o "$trace" true 2>/dev/null || exit 77 # not allowed here
strace -f -qq -e trace=socket,connect -o "$trace" "$1" "$2" --window-screenshot "$3/no_socket.png"
# Nor with tiles of this machine beneath.
mkdir -p "$3/tiles" && cp "$3/no_socket.png" "$3/tiles/osm_100-l-8-14-8250-5430.png"
strace -f -qq -e trace=socket,connect -o "$trace.tiles" "$1" "$2" --tiles "$3/tiles" --window-screenshot "$3/no_socket.png"
cat "$trace.tiles" >>"$trace"
if grep -E 'AF_INET|AF_NETLINK.*connect' "$trace"; then
  echo "a socket of the network was opened" >&2
  exit 1
fi
[ -s "$3/no_socket.png" ]
