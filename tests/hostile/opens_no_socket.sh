#!/usr/bin/env bash
# Whole runs, the other commands, and the reading of every hostile file that names an address, open no socket of a network, even
# where the environment lets PROJ fetch its grids:
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

export SOURCE_DATE_EPOCH=1700000000 PROJ_NETWORK=ON
runs=0
traced() { # EXPECTED_EXIT ARGUMENTS…
  local expected=$1 code=0
  shift
  runs=$((runs + 1))
  strace -f -qq -e trace=socket,connect -o "$folder/trace.$runs" "$program" "$@" >"$folder/said" 2>&1 </dev/null || code=$?
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

traced_run() { # EXPECTED_EXIT ARGUMENTS…
  local expected=$1
  shift
  rm -rf "$folder/out"
  traced "$expected" run "$@" --out "$folder/out" --quiet
}

# A postgresql:// source, which tests/postgis is for, is the one connection that a study can ask for.
traced_run 0 data/demo/study.toml
traced 0 protect "$folder/out" --profile public --approved-by Nobody --out "$folder/release"
traced_run 0 tests/faults/study.toml --data tests/data/small_town
traced 0 protect "$folder/out" --profile partner --approved-by Nobody --out "$folder/partners"
traced 0 export "$folder/out" --layers incidents_asb --format geojson --crs EPSG:4326 --out "$folder/exported"
traced 0 areas tests/data/small_town/incidents.csv --areas tests/data/small_town/wards.geojson --id code --out "$folder/areas.csv"
traced 0 density tests/data/density/degrees.csv --to-crs EPSG:27700 --cell 50 --bandwidth 300 --out "$folder/density.tif"
# A grid that is not here is what PROJ would fetch.
traced 3 density tests/data/density/degrees.csv --crs '+proj=longlat +ellps=airy +nadgrids=uk_os_OSTN15_NTv2_OSGBtoETRS.tif +no_defs' \
  --to-crs EPSG:27700 --cell 50 --bandwidth 300 --out "$folder/shifted.tif"
traced 0 gazetteer build --out "$folder/town.gazetteer" addresses:tests/data/gazetteer_town/addresses.csv
for ending in csv geojson; do
  traced 0 geocode tests/data/gazetteer_town/incidents.csv --gazetteer "$folder/town.gazetteer" --out "$folder/geocoded.$ending"
done
for file in virtual_layer.csv virtual_layer.gpkg virtual_layer.geojson virtual_layer.shp virtual_layer.ods \
  view_calls_geocoder.gpkg /vsicurl/http://192.0.2.1/x.csv http://192.0.2.1/x.geojson; do
  study_of "$file"
  traced_run 3 "$folder/study.toml" --data "$folder/data"
done
opened=$(cat "$folder"/trace.* | grep -cE 'AF_INET|AF_INET6|AF_PACKET' || true)
echo "$runs runs traced: sockets of a network opened: $opened"
[ "$opened" = 0 ]
