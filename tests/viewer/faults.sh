#!/usr/bin/env bash
# Exit codes and words of the headless viewer for bad input: faults.sh VIEWER RESULT FOLDER
set -euo pipefail
viewer=$1 result=$2 folder=$3

expect() { # CODE WORDS ARGUMENT…
  local code=$1 words=$2 said status=0
  shift 2
  said=$("$viewer" "$@" 2>&1) || status=$?
  if [ "$status" -ne "$code" ] || [[ "$said" != *"$words"* ]]; then
    echo "$*: exit $status where $code was expected, and said: $said" >&2
    exit 1
  fi
}

copy=$folder/harmed
fresh() { rm -rf "$copy" && cp -r "$result" "$copy"; }

expect 2 'Unknown option' --tilt 3
expect 2 'need a result folder' --screenshot "$folder/x.png"
expect 2 '--size must be' "$result" --screenshot "$folder/x.png" --size 10x
expect 2 'there is no theme' "$result" --screenshot "$folder/x.png" --theme knitting
expect 2 'there is no ward' "$result" --screenshot "$folder/x.png" --ward Atlantis
expect 3 'there is no such folder' "$folder/absent" --screenshot "$folder/x.png"
expect 5 'the ending must be' "$result" --screenshot "$folder/x.bmp"
expect 5 'absent' "$result" --screenshot "$folder/absent/x.png"
expect 2 'give one' "$result" --tiles "$folder" --online
expect 3 'no such folder of tiles' "$result" --tiles "$folder/absent" --window-screenshot "$folder/x.png"
expect 3 'it holds no tiles' "$result" --tiles "$result" --window-screenshot "$folder/x.png"
expect 3 'there is no such file' "$result" --tiles "$folder/absent.mbtiles" --window-screenshot "$folder/x.png"
head -c 5000 "$result/report.html" >"$folder/page.mbtiles"
expect 3 'cannot be read as MBTiles' "$result" --tiles "$folder/page.mbtiles" --window-screenshot "$folder/x.png"
cp "$result/wardmap.gpkg" "$folder/layers.mbtiles"
expect 3 'cannot be read as MBTiles' "$result" --tiles "$folder/layers.mbtiles" --window-screenshot "$folder/x.png"
fresh && rm "$copy/manifest.json" && expect 3 'no manifest.json' "$copy" --screenshot "$folder/x.png"
fresh && truncate -s 60000 "$copy/wardmap.gpkg" && expect 3 'wardmap.gpkg' "$copy" --screenshot "$folder/x.png"
fresh && truncate -s 900 "$copy/map.json" && expect 3 'not a whole JSON' "$copy" --screenshot "$folder/x.png"
# A ward whose first vertex is no number; a layer that says it is in degrees; a layer without a system.
fresh
python3 - "$copy/wardmap.gpkg" <<'PYTHON'
import sqlite3, struct, sys
base = sqlite3.connect(sys.argv[1])
for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'wards_asb'").fetchall():
    base.execute(f'DROP TRIGGER "{name}"')
row, shape = base.execute('SELECT rowid, geom FROM wards_asb LIMIT 1').fetchone()
shape = bytearray(shape)
shape[-16:-8] = struct.pack('<d', float('nan'))
base.execute('UPDATE wards_asb SET geom = ? WHERE rowid = ?', (bytes(shape), row))
base.commit()
PYTHON
expect 3 'not a finite number' "$copy" --screenshot "$folder/x.png"
fresh && sqlite3 "$copy/wardmap.gpkg" "UPDATE gpkg_geometry_columns SET srs_id = 4326 WHERE table_name = 'wards_asb'"
expect 3 'not longitudes and latitudes' "$copy" --screenshot "$folder/x.png"
fresh && sqlite3 "$copy/wardmap.gpkg" "UPDATE gpkg_geometry_columns SET srs_id = 0 WHERE table_name = 'wards_asb'"
expect 3 'states no coordinate system' "$copy" --screenshot "$folder/x.png"
rm -rf "$copy"
