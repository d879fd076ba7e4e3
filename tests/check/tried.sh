#!/usr/bin/env bash
# A figure that is missing from a check's logs, or smaller than asked for, fails the check: tried.sh FOLDER
set -euo pipefail
folder=$(realpath -m "$1")
cd "$(dirname "$0")/../.."
rm -rf "$folder"
mkdir -p "$folder"
cat >"$folder/sound" <<'LOG'
fuzzed: 5000000 executions of 10 targets, crashes and hangs: 0
open: 60 of 412 fault points visited, each once and for good; told 100, without effect 20
write: 60 of 300 fault points visited, each once and for good; told 120, without effect 0
fsync: 60 of 90 fault points visited, each once and for good; told 120, without effect 0
close: 60 of 400 fault points visited, each once and for good; told 120, without effect 0
rename: 1 of 1 fault points visited, each once and for good; told 2, without effect 0
1000 of 30000 allocations of our own code (3000 chains of calls) failed, each once and for good: 6 ×1000
COMMANDS
200 runs killed of 203: the old result stood after 190, the new one after 13, torn 0
  105 full disks
a second run into the same folder: exit code 7, 3 times of 3
SIGINT: 12 of 16 runs interrupted, the earlier result kept each time
SIGTERM: 12 of 13 runs interrupted, the earlier result kept each time
16 commands ended by SIGTERM when their output was made, and by SIGINT as it was published (2 were done by then): nothing left behind
a clock that goes back, and a result of the year 2100: replaced, the same bytes
108 runs over 86 hostile files: 108 end as expected, 0 do not; the most memory 58 MiB, for the sound file 58 MiB
19 runs traced: sockets of a network opened: 0
20 runs in one process: 63384 KiB after run 11, 63384 KiB after the last; 8 descriptors
54 runs with other threads, locales, time zones and orders of files, of each profile 18: 660 files, the same bytes
200 densities beside the direct sum: the largest difference is 2.1e-12 of the peak
2748 Gi* z-scores beside the reference: the largest difference is 3.5e-15
10000 random tables attacked: 70 refused by the gate, 0 numbers pinned in the others
2000 random towns with a release before them (726 with wrong numbers in it), attacked: 548 refused by the gate, which had 66 numbers to be pinned; 0 numbers pinned in the others
2000 random towns with a release before them that adds up (400 with corrected records), attacked: 170 refused by the gate, 46 of them for nothing, which had 555 numbers to be pinned; 0 numbers pinned in the others (0 of the release, 0 of the one before, 0 of the months that one or both count)
1000 canaries planted, 0 found in the public result
4 leaks planted, 4 refused
All themes: 24000 incidents of 8 towns attacked; placed within 20 m by the release 0.8 points above chance
8 properties of 1 programs looked at
458 tests of threads under the thread sanitizer: no race
tidy: 480 of 480 sources without a finding
covered: 95.0 % of lines, 88.0 % of branches
LOG
for command in 'export '{csv,geojson,gpkg,gpx,kml,shapefile,xlsx} 'gazetteer build' 'geocode '{csv,geojson,gpkg} protect; do
  echo "$command: 15 of 90 fault points visited, each once and for good; told 25, without effect 5 (open 3 of 3)"
  echo "$command: 60 of 9000 allocations of our own code (180 chains of calls) failed, each once and for good: exit 6 ×120"
done >"$folder/commands"
sed -i -e "/^COMMANDS$/{r $folder/commands" -e 'd}' "$folder/sound"

tell() { # EXPECTED_EXIT WHAT SED_SCRIPT OPTION…
  local expected=$1 what=$2 code=0
  sed -e "$3" "$folder/sound" >"$folder/log"
  shift 3
  scripts/tried "$@" "$folder/log" >"$folder/said" 2>&1 || code=$?
  if [ "$code" != "$expected" ]; then
    cat "$folder/said"
    echo "$what: exit code $code, expected $expected"
    exit 1
  fi
}
tell 0 'all figures as asked for' ''
tell 1 'too few executions fuzzed' 's/^fuzzed: 5000000/fuzzed: 4999999/'
tell 1 'a crash found' 's/crashes and hangs: 0/crashes and hangs: 1/'
tell 1 'a torn result' 's/torn 0/torn 1/'
tell 1 'no word of full disks' '/full disks/d'
tell 0 'no mounts here' 's/^  105 full disks/skipped: no mounts in a user namespace here, so no full disk/'
tell 0 'fuzzing left out by an option' '/^fuzzed/d' --left-out fuzz
tell 1 'too few points of one command' 's/^geocode csv: 15 of/geocode csv: 9 of/'
tell 1 'a sample where all are asked for' '' --long
lines=$(wc -l <"$folder/sound")
for line in $(seq "$lines"); do
  case $(sed -n "${line}p" "$folder/sound") in SIGINT*) continue ;; esac # SIGTERM's line stands for it
  [[ $(sed -n "${line}p" "$folder/sound") != SIGTERM* ]] || continue
  tell 1 "without line $line" "${line}d"
done
echo "$lines figures of a check: each one is missed"
