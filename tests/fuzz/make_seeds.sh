#!/usr/bin/env bash
# Seeds of the fuzz targets from our own files: the demo town, the studies, the tests' data.
#   tests/fuzz/make_seeds.sh PROGRAM OUT     writes OUT/<target>/…; PROGRAM is a built wardmap
set -euo pipefail
program=$(realpath "$1")
out=$(realpath -m "$2")
cd "$(dirname "$0")/../.."
rm -rf "$out"
mkdir -p "$out"/{csv,date,study,gazetteer_row,geojson,wkb,polygon,result,location,written_value}

# Incident files: the first lines of each CSV that we have, and every hostile file that is not long.
for file in data/demo/*.csv tests/data/*/*.csv; do
  head -n 6 "$file" >"$out/csv/$(tr / _ <<<"$file")"
done
tests/hostile/make_files.py "$out/hostile"
find "$out/hostile" -name '*.csv' -size -4k -exec cp {} "$out/csv/" \;
rm -r "$out/hostile"

# Dates: a byte for the rules, then start, its time, end, its time.
number=0
while IFS= read -r date; do
  for rules in 0 4 8; do
    number=$((number + 1))
    printf "\\x0$rules%s\n18:05\n%s 6:05 PM\n\n" "$date" "$date" >"$out/date/$number"
  done
done <<'DATES'
3/5/2021
03-05-21 18:05:30
25.05.2021
3 May 2021
03-MAY-21
May 3, 2021
Monday 3rd May 2021
2021-05-03T18:05Z
2021/05/03 18:05+01:00
20210503
2021-05
05/2021
1667278839000
44341.75
31/02/2021
DATES
head -n 41 data/demo/incidents.csv | tail -n +2 | grep -oE '[0-9]{2}/[0-9]{2}/[0-9]{4}( [0-9:]+)?' |
  while IFS= read -r date; do printf '\x00%s\n\n\n\n' "$date"; done >"$out/date/demo"

# Single values: a byte for what each is to be read as.
number=0
while read -r kind value; do
  number=$((number + 1))
  printf "\\x0$kind%s" "$value" >"$out/written_value/$number"
done <<'VALUES'
0 -0.5
0 1e3
0 530000
0 9223372036854775807
1 18:05
1 6.05 pm
1 1805 hrs
2 2025-03
2 2025-03-30
3 SG1 1AA
3 ec1a 1bb
3 5G1O 1AA
4 51.90213, -0.20125
4 51°54'07.6"N 0°12'04.5"W
5 TL 2345 2412
5 TG5140913177
5 E523746 N223474
6 03/05/2021 18:05
6 3rd May 2021
7 2021-05-03T18:05:30+01:00
VALUES
grep -oE '[A-Z]{2}[0-9]{1,2} [0-9][A-Z]{2}' data/demo/incidents.csv | sed -n 1,20p | nl -w1 -s' ' |
  while read -r row postcode; do printf '\x03%s' "$postcode" >"$out/written_value/demo_$row"; done

# Study files.
for file in data/demo/study.toml data/studies/*.toml tests/engine/*.toml tests/faults/study.toml tests/golden/*/*/*.toml; do
  [ ! -e "$file" ] || cp "$file" "$out/study/$(tr / _ <<<"$file")"
done

# Gazetteer rows: a byte for the kind, then a cell a line.
row_seeds() { # KIND FILE
  head -n 13 "$2" | tail -n +2 | nl -w1 -s, | while IFS=, read -r line cells; do
    { printf "\\x0$1"; tr , '\n' <<<"$cells"; } >"$out/gazetteer_row/$1_$(tr / _ <<<"$2")_$line"
  done
}
row_seeds 0 data/demo/addresses.csv
row_seeds 0 tests/data/gazetteer_town/addresses.csv
row_seeds 1 data/demo/postcodes.csv
printf '\x02100080001234\n523746.00\n223474.00\n51.9\n-0.2\n' >"$out/gazetteer_row/2_uprn"
printf '\x03SG1 1AA\n10\n523746\n223474\nE92000001\n' >"$out/gazetteer_row/3_codepoint"
printf '\x04High Street\nNewton\n523746\n223474\n' >"$out/gazetteer_row/4_street"
printf '\x05Harrow Court\nHarrow Ct;The Tower\n100080001234\nSG1 1AA\n523746\n223474\n' >"$out/gazetteer_row/5_block"
printf '\x06Market Place\nHigh Street\n523746\n223474\n' >"$out/gazetteer_row/6_stop"

# Areas, whole and in part.
for file in data/demo/wards.geojson data/demo/blocks.geojson tests/data/*/*.geojson; do
  [ "$(stat -c %s "$file")" -gt 8000 ] || cp "$file" "$out/geojson/$(tr / _ <<<"$file")"
done
geometry() { # NAME GEOMETRY
  printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"1","name":"a"},"geometry":%s}]}' \
    "$2" >"$out/geojson/$1"
}
geometry square '{"type":"Polygon","coordinates":[[[0,51],[0.1,51],[0.1,51.1],[0,51.1],[0,51]]]}'
geometry bow_tie '{"type":"Polygon","coordinates":[[[0,51],[0.1,51.1],[0.1,51],[0,51.1],[0,51]]]}'
geometry hole '{"type":"Polygon","coordinates":[[[0,51],[0.1,51],[0.1,51.1],[0,51.1],[0,51]],[[0.02,51.02],[0.02,51.05],[0.05,51.05],[0.02,51.02]]]}'
geometry parts '{"type":"MultiPolygon","coordinates":[[[[0,51],[0.1,51],[0.1,51.1],[0,51]]],[[[1,51],[1.1,51],[1.1,51.1],[1,51]]]]}'
geometry collection '{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[0,51]},{"type":"LineString","coordinates":[[0,51],[1,52,3]]}]}'
geometry not_numbers '{"type":"Polygon","coordinates":[[[NaN,51],[1e999,51],[null,51.1],["0",51]]]}'
geometry none null

# Polygons on the lattice: a command byte, two coordinates in the bytes behind it.
vertices() { # NAME COMMAND,X,Y…
  local name=$1 vertex command x y
  shift
  for vertex in "$@"; do
    IFS=, read -r command x y <<<"$vertex"
    printf "\\x0$command\\x0$x\\x0$y\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0"
  done >"$out/polygon/$name"
}
vertices square 0,0,0 0,9,0 0,9,9 0,0,9
vertices bow_tie 0,0,0 0,9,9 0,9,0 0,0,9
vertices hole 0,0,0 0,9,0 0,9,9 0,0,9 1,2,2 0,2,5 0,5,5
vertices two_areas 0,0,0 0,9,0 0,9,9 4,3,3 0,3,9 0,9,9

# Locations as they were reported in the demo town.
head -n 61 data/demo/incidents.csv | tail -n +2 | cut -d'"' -f2 | nl -w1 -s' ' | while read -r number text; do
  printf '%s\n\n\n' "$text" >"$out/location/$number"
done

# A result of ours: a byte for the file, then its bytes.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" run tests/faults/study.toml --data tests/data/small_town --out "$work/result" --quiet --threads 1
{ printf '\x00'; cat "$work/result/map.json"; } >"$out/result/map"
{ printf '\x01'; cat "$work/result/manifest.json"; } >"$out/result/manifest"
# The geometries of its layers.
python3 - "$work/result/wardmap.gpkg" "$out/wkb" <<'PYTHON'
import pathlib
import sqlite3
import sys
database = sqlite3.connect(sys.argv[1])
for (table, column) in database.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchall():
    for row, (blob,) in enumerate(database.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL LIMIT 4')):
        if len(blob) <= 4096:
            (pathlib.Path(sys.argv[2]) / f"{table}_{row}").write_bytes(blob)
PYTHON
find "$out" -type f | wc -l | sed 's/$/ seeds/'
