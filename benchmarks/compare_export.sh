#!/usr/bin/env bash
# Writing a layer of 100,000 grid cells to each format, beside ogr2ogr from the same GeoPackage.
#
#   benchmarks/compare_export.sh [WARDMAP [CELLS]]     (default: build/release/bin/wardmap, 100000)
#
# Prints for each format the processor seconds of both (user and system, the best of three runs) and their ratio; with
# WARDMAP_TEST_DATABASE set, as tests/postgis/with_cluster.sh does, PostGIS too. What is below 1 is faster than ogr2ogr.
set -euo pipefail
wardmap=$(realpath "${1:-build/release/bin/wardmap}")
cells=${2:-100000}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/wardmap_export.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

# Cells of 100 m as wardmap makes them: the fields of the layer cells_THEME, values of many digits.
mkdir result
side=$(awk -v n="$cells" 'BEGIN { s = int(sqrt(n)); while (s * s < n) s++; print s }')
awk -v n="$cells" -v side="$side" 'BEGIN {
  srand(1)
  print "cell_id,incidents,neighbourhood,neighbourhood_expected,hs_bin,hs_p,hs_q,GiZScore,GiPValue,Gi_Bin,wkt"
  for (i = 0; i < n; i++) {
    x = 400000 + 100 * (i % side); y = 200000 + 100 * int(i / side)
    printf "%d_%d,%d,%d,%.2f,%d,%.15g,%.15g,%.15g,%.15g,%d,\"MULTIPOLYGON (((%d %d,%d %d,%d %d,%d %d,%d %d)))\"\n", x / 100, y / 100,
      rand() * 40, rand() * 200, rand() * 90, rand() * 7 - 3, rand(), rand(), rand() * 12 - 4, rand(), rand() * 7 - 3,
      x, y, x + 100, y, x + 100, y + 100, x, y + 100, x, y
  }
}' >cells.csv
ogr2ogr -q -f GPKG result/wardmap.gpkg cells.csv -nln cells_asb -a_srs EPSG:27700 -nlt MULTIPOLYGON \
  -oo AUTODETECT_TYPE=YES -oo GEOM_POSSIBLE_NAMES=wkt -oo KEEP_GEOM_COLUMNS=NO

# Processor seconds of a command, the least of three runs; "out" is removed before each.
seconds() {
  local best= got
  for _ in 1 2 3; do
    rm -rf out out.*
    got=$( { TIMEFORMAT='%U %S'; time "$@" >/dev/null 2>err; } 2>&1 | awk '{ print $1 + $2 }') || { cat err >&2; exit 1; }
    if [ -z "$best" ] || awk "BEGIN { exit !($got < $best) }"; then best=$got; fi
  done
  echo "$best"
}
compare() { # NAME, OUR options …, --, their command …
  local name=$1 ours=() a b
  shift
  while [ "$1" != -- ]; do ours+=("$1"); shift; done
  shift
  a=$(seconds "$wardmap" export result --layers cells_asb --quiet "${ours[@]}")
  b=$(seconds "$@")
  awk -v n="$name" -v a="$a" -v b="$b" 'BEGIN { printf "%-10s wardmap %6.2f s  ogr2ogr %6.2f s  ratio %.2f\n", n, a, b, a / b }'
}
source_layer=(result/wardmap.gpkg cells_asb)
compare geojson --format geojson --out out -- ogr2ogr -f GeoJSON -lco RFC7946=YES out.geojson "${source_layer[@]}"
compare shapefile --format shapefile --out out -- ogr2ogr -f 'ESRI Shapefile' out.shp "${source_layer[@]}"
compare gpkg --format gpkg --out out -- ogr2ogr -f GPKG out.gpkg "${source_layer[@]}"
compare csv --format csv --out out -- ogr2ogr -f CSV out.csv "${source_layer[@]}"
compare kml --format kml --out out -- ogr2ogr -f KML out.kml "${source_layer[@]}"
compare gpx --format gpx --out out -- ogr2ogr -f GPX -dsco GPX_USE_EXTENSIONS=YES -nlt POINT -nln waypoints -t_srs EPSG:4326 \
  -dialect SQLite -sql 'SELECT ST_Centroid(geom) AS geom, cell_id AS name, incidents, neighbourhood, hs_p, hs_q FROM cells_asb' out.gpx result/wardmap.gpkg
compare xlsx --format xlsx --out out -- ogr2ogr -f XLSX out.xlsx "${source_layer[@]}"
if [ -n "${WARDMAP_TEST_DATABASE:-}" ]; then
  compare postgis --to "$WARDMAP_TEST_DATABASE" -- ogr2ogr --config PG_USE_COPY YES -overwrite -f PostgreSQL \
    "PG:host=$PGHOST port=$PGPORT user=owner dbname=wardmap" "${source_layer[@]}"
fi
