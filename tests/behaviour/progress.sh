#!/usr/bin/env bash
# Long work tells a terminal in one line how far it is, how fast, and how long still; nothing when piped or quiet. --json is
# one JSON object on standard output: progress.sh PROGRAM FOLDER      (77 where there is no `script` to give it a terminal)
set -euo pipefail
program=$(realpath "$1")
folder=$(realpath -m "$2")
cd "$(dirname "$0")/../.."
command -v script >/dev/null || { echo "skipped: there is no script(1)"; exit 77; }
rm -rf "$folder"
mkdir -p "$folder"
export LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1700000000 TERM=xterm
failed=0
complain() {
  failed=$((failed + 1))
  echo "NOT AS IT SHOULD BE: $*"
}
on_a_terminal() { # FILE COMMAND…: what a terminal gets, a rewritten line as a line of its own
  local to=$1
  shift
  script -qec "$(printf '%q ' "$@")" /dev/null </dev/null 2>&1 | tr '\r' '\n' >"$to"
}

# 200,000 rows: enough that reading, locating and mapping are each told.
cp tests/faults/study.toml "$folder/study.toml"
sed -i 's/^cell_m = 100/cell_m = 200/' "$folder/study.toml"
printf '[output]\nformats = ["geopackage"]\n' >>"$folder/study.toml"
cp tests/data/small_town/wards.geojson "$folder"
awk 'NR == 1 { print; next } { row[NR - 2] = $0 } END { for (i = 0; i < 2000; ++i) for (j = 0; j < NR - 1; ++j) print row[j] }' \
  tests/data/small_town/incidents.csv >"$folder/incidents.csv"
run=("$program" run "$folder/study.toml" --out "$folder/result")

on_a_terminal "$folder/seen" "${run[@]}"
# A step that is over within a tenth of a second is told once, before it has a rate.
rate_and_left='(, [0-9.,]+( MB)? a second, [0-9]+ (s|min) left)?'
grep -qE "reading: [0-9.]+ MB of [0-9.]+ MB$rate_and_left …" "$folder/seen" || complain "nothing told while reading: $(grep -a reading "$folder/seen" | head -n 3)"
grep -qE "locating: [0-9,]+ of [0-9,]+ rows$rate_and_left …" "$folder/seen" || complain "nothing told while locating"
grep -qE 'a second, [0-9]+ (s|min) left' "$folder/seen" || complain "no rate and time left"
# One line: each piece is erased by what comes next, and the last by the summary.
pieces=$(grep -acE ' a second, ' "$folder/seen" || true)
erased=$(grep -acE $'^\x1b\\[K.* a second, ' "$folder/seen" || true)
[ "$pieces" = "$erased" ] || complain "$((pieces - erased)) pieces of progress are not on the one line"
on_a_terminal "$folder/seen" "${run[@]}" --quiet
! grep -qE 'reading|a second' "$folder/seen" || complain "--quiet tells progress"
"${run[@]}" >"$folder/out" 2>"$folder/said" </dev/null
! grep -qE 'a second|reading' "$folder/out" "$folder/said" || complain "progress where nobody looks: $(head -c 200 "$folder/said")"
"${run[@]}" --json >"$folder/out" 2>"$folder/said" </dev/null
python3 -c 'import json, sys; json.load(open(sys.argv[1]))["ledger"]' "$folder/out" || complain "--json is no JSON object with a ledger"

on_a_terminal "$folder/seen" "$program" export "$folder/result" --layers incidents_asb --format csv --out "$folder/exported"
grep -qE "incidents_asb: [0-9,]+ of [0-9,]+ features$rate_and_left …" "$folder/seen" || complain "nothing told while exporting"
on_a_terminal "$folder/seen" "$program" density tests/data/density/points.csv --cell 0.12 --bandwidth 20 --out "$folder/d.tif"
grep -qE "Density: [0-9,]+ of [0-9,]+ rows of pixels$rate_and_left …" "$folder/seen" || complain "nothing told while a large surface is made"
[ "$failed" = 0 ] || { echo "$failed not as they should be"; exit 1; }
echo "progress on a terminal in one line with rate and time left, none in a pipe"
