#!/usr/bin/env bash
# Memory does not grow with rows that cannot be used; what the machine cannot hold is refused with an estimate before it is
# held: memory.sh PROGRAM FOLDER
set -euo pipefail
program=$(realpath "$1")
folder=$(realpath -m "$2")
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
export LC_ALL=C.UTF-8
failed=0
complain() {
  failed=$((failed + 1))
  echo "NOT AS IT SHOULD BE: $*"
}
peak_kib() { # COMMAND…
  python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"
}
# Of ROWS rows, all but a thousand cannot be used: for their date, or for their coordinates.
incidents() { # ROWS DATE NORTHING
  awk -v rows="$1" -v date="$2" -v north="$3" 'BEGIN {
    print "ref,category,date,easting,northing"
    for (i = 0; i < 1000; ++i) printf "%d,Nuisance,%d/05/2025,%d,%d\n", i, 1 + i % 28, 523000 + 10 * i, 224000 + 37 * (i % 100)
    for (; i < rows; ++i) print i ",Nuisance," date ",523000," north }'
}
cat >study.toml <<'STUDY'
[study]
name = "Memory"
[[incidents]]
file = "incidents.csv"
[[themes]]
id = "all"
phrases = ["nuisance"]
[near_repeats]
find = false
[emerging]
step = "none"
[output]
formats = []
[quality]
max_rejected = 1.0
STUDY

spare_kib=$((48 * 1024))
for bad in 'never 224000' '14/05/2025 0x1'; do
  read -r date north <<<"$bad"
  for rows in 300000 3000000; do
    incidents $rows "$date" "$north" >incidents.csv
    for command in 'run study.toml --out result --quiet' 'inspect incidents.csv' 'density incidents.csv --cell 100 --bandwidth 300 --out d.tif'; do
      [[ $date == 14* || $command != density* ]] || continue # which asks for no date
      # shellcheck disable=SC2086  # its words
      peak=$(peak_kib "$program" $command)
      key=${command%% *}
      if [ $rows = 300000 ]; then
        declare "few_$key=$peak"
      else
        few=few_$key
        [ "$peak" -lt $((${!few} + spare_kib)) ] || complain "$key: $peak KiB of $rows rows, ${!few} KiB of a tenth of them ($date)"
        echo "  $key: ${!few} KiB of 300,000 rows that cannot be used, $peak KiB of ten times as many"
      fi
    done
  done
done
"$program" run study.toml --out result --quiet 2>/dev/null || true
[ "$(grep -c . result/tables/rejected.csv)" = 100001 ] || complain "rejected.csv lists $(grep -c . result/tables/rejected.csv)"
grep -q '2999000' result/tables/ledger.csv || complain "the ledger does not count all: $(cat result/tables/ledger.csv)"
grep -q 'only so many are listed' result/manifest.json || complain 'nothing says that not all are listed'

# 600,000 sound rows where 500 MiB are at hand.
incidents 1000 x x >incidents.csv
awk 'NR == 1 { print; next } { row[NR] = $0 } END { for (i = 0; i < 600; ++i) for (j in row) print row[j] }' incidents.csv >many.csv
mv many.csv incidents.csv
code=0
(ulimit -v $((500 * 1024)); "$program" run study.toml --out other 2>said) || code=$?
[ "$code" = 6 ] || complain "too many rows for the memory: exit code $code: $(cat said)"
grep -qE 'would take about [0-9.]+ GiB .* are at hand' said || complain "no estimate is told: $(cat said)"
[ ! -e other ] || complain 'a refused run wrote'
incidents 1000 x x >incidents.csv
for command in 'hotspots' 'clusters --method grid' 'emerging --date date --step 1days'; do
  code=0
  # shellcheck disable=SC2086  # its words
  (ulimit -v $((300 * 1024)); "$program" $command incidents.csv --cell 2 --out o.gpkg >/dev/null 2>said) || code=$?
  [ "$code" = 6 ] || complain "$command with too many cells: exit code $code: $(cat said)"
  grep -qE 'cells would take about [0-9.]+ GiB' said || complain "$command tells no estimate: $(cat said)"
done
code=0
(ulimit -v $((500 * 1024)); "$program" density incidents.csv --cell 1.2 --bandwidth 300 --out d.csv 2>said) || code=$?
[ "$code" = 6 ] || complain "density with too many pixels: exit code $code: $(cat said)"
grep -qE 'pixels would take about [0-9.]+ GiB' said || complain "density tells no estimate: $(cat said)"

# A country at 100 m, which is streamed to its GeoTIFF and never held.
peak=$(peak_kib "$program" density incidents.csv --cell 100 --bandwidth 1000 --extent 0,0,700000,1300000 --out country.tif)
[ -s country.tif ] && [ "$peak" -lt $((300 * 1024)) ] || complain "$peak KiB of 7,000 by 13,000 pixels"
echo "  density: $peak KiB of 7,000 by 13,000 pixels"
[ "$failed" = 0 ] || { echo "$failed not as they should be"; exit 1; }
echo "memory does not grow with what cannot be used, and what is too much is refused with an estimate"
