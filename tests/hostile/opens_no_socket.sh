#!/usr/bin/env bash
# A whole run, and the reading of every hostile file that names an address, open no socket of a network:
#   opens_no_socket.sh PROGRAM FOLDER      ends with 77 where strace is missing or not allowed
set -euo pipefail
program=$(realpath "$1")
folder=$(realpath -m "$2")
cd "$(dirname "$0")/../.."
command -v strace >/dev/null || { echo "skipped: there is no strace"; exit 77; }
rm -rf "$folder"
mkdir -p "$folder"
# That it would be seen: a shell that opens one (nothing is sent by opening it).
strace -f -qq -e trace=socket,connect -o "$folder/probe" bash -c ': 3<>/dev/udp/127.0.0.1/9' 2>/dev/null || { echo "skipped: strace is not allowed here"; exit 77; }
grep -q AF_INET "$folder/probe" || { echo "a socket that was opened was not seen"; exit 1; }
tests/hostile/make_files.py "$folder/data"

runs=0
traced_run() { # EXPECTED_EXIT ARGUMENTS…
  local expected=$1 code=0
  shift
  runs=$((runs + 1))
  rm -rf "$folder/out"
  SOURCE_DATE_EPOCH=1700000000 strace -f -qq -e trace=socket,connect -o "$folder/trace.$runs" \
    "$program" run "$@" --out "$folder/out" --quiet >"$folder/said" 2>&1 || code=$?
  if [ "$code" != "$expected" ]; then
    cat "$folder/said"
    echo "run $runs ended with $code where $expected was expected: $*"
    exit 1
  fi
}
study_of() { # FILE [LAYER]
  cat >"$folder/study.toml" <<STUDY
[study]
name = "Hostile"
[[incidents]]
file = "$1"
[[themes]]
preset = "asb"
STUDY
}

# A postgresql:// source, which tests/postgis is for, is the one connection that a study can ask for.
traced_run 0 data/demo/study.toml
for file in virtual_layer.csv virtual_layer.gpkg virtual_layer.geojson virtual_layer.shp virtual_layer.ods \
  view_calls_geocoder.gpkg /vsicurl/http://192.0.2.1/x.csv http://192.0.2.1/x.geojson; do
  study_of "$file"
  traced_run 3 "$folder/study.toml" --data "$folder/data"
done
opened=$(cat "$folder"/trace.* | grep -cE 'AF_INET|AF_INET6|AF_PACKET' || true)
echo "$runs runs traced: sockets of a network opened: $opened"
[ "$opened" = 0 ]
