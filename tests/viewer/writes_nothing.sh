#!/usr/bin/env bash
# Nothing in the result folder is made, changed or removed by looking at it, and no code is loaded from it or from a
# folder of GDAL's plugins: writes_nothing.sh VIEWER RESULT FOLDER
set -euo pipefail
command -v strace >/dev/null || exit 77
viewer=$1 folder=$3
trace=$folder/files.trace
strace -f -qq -e trace=openat -o "$trace" true 2>/dev/null || exit 77 # not allowed here
result=$folder/looked_at
rm -rf "$result" && cp -r "$2" "$result"
state() { (cd "$result" && find . -printf '%p %T@ %m\n' | sort && find . -type f -print0 | sort -z | xargs -0 sha256sum); }
state >"$folder/before"
look() { strace -f -qq -e trace=%file,ftruncate,fchmod -o "$trace" "$viewer" "$@"; }
for arguments in "--window-screenshot $folder/looked.png" "--screenshot $folder/looked.pdf --ward Emberly"; do
  # shellcheck disable=SC2086  # the words are options
  look "$result" $arguments
  [ -s "$trace" ]
  if grep -F "\"$result" "$trace" | grep -E 'O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|^[0-9]+ +(unlink|rename|mkdir|rmdir|chmod|chown|truncate|symlink|link|utime)'; then
    echo "the result folder is written to" >&2
    exit 1
  fi
  if grep -E '\.so(\.[0-9.]*)?"' "$trace" | grep -vE '"(/usr)?/lib/|= -1' | grep -E 'openat|execve'; then
    echo "a library from elsewhere is loaded" >&2
    exit 1
  fi
  if grep -E 'gdalplugins/[^"]*\.so"' "$trace" | grep -v -- '= -1'; then
    echo "a plugin of GDAL is loaded" >&2
    exit 1
  fi
done
state | cmp "$folder/before" -
# The same where it could not write if it would.
if [ "$(id -u)" -ne 0 ]; then
  chmod -R a-w "$result"
  "$viewer" "$result" --window-screenshot "$folder/looked.png"
  chmod -R u+w "$result"
fi
rm -rf "$result"
