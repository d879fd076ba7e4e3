#!/usr/bin/env bash
# Two runs into one folder, signals, and a clock that goes back: other_runs.sh PROGRAM FOLDER PRELOADED
#
# PRELOADED holds the libraries of preloaded/. Under a sanitizer there are none, and what needs them is left out.
set -euo pipefail
program=$(realpath "$1")
folder=$(realpath -m "$2")
preloaded=$(realpath -m "$3")
cd "$(dirname "$0")/../.."
rm -rf "$folder"
mkdir -p "$folder"
export LC_ALL=C.UTF-8
failed=0
complain() {
  failed=$((failed + 1))
  echo "NOT AS IT SHOULD BE: $*"
}
sum_of() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum); }
run=("$program" run tests/faults/study.toml --data tests/data/small_town --quiet --threads 1 --out "$folder/out")

SOURCE_DATE_EPOCH=1700000000 "${run[@]}"
first=$(sum_of "$folder/out")

# A run that has taken the folder is stopped by a signal, and goes on when the second run has been turned away.
turned_away=0
for attempt in {1..20}; do
  SOURCE_DATE_EPOCH=1700000000 "${run[@]}" &
  child=$!
  until [ -e "$folder/.out.lock" ] || ! kill -0 $child 2>/dev/null; do sleep 0.002; done
  kill -STOP $child 2>/dev/null || true
  # It may have been stopped between making the file and locking it.
  if [ -e "$folder/.out.lock" ] && ! flock --nonblock "$folder/.out.lock" true; then
    code=0
    "${run[@]}" 2>"$folder/said" || code=$?
    [ "$code" = 7 ] || complain "a second run into the folder: exit code $code: $(cat "$folder/said")"
    turned_away=$((turned_away + 1))
  fi
  kill -CONT $child 2>/dev/null || true
  wait $child || complain "the first run ended with $?"
  [ $turned_away -lt 3 ] || break
done
[ $turned_away -gt 0 ] || complain "no second run met the first"
[ "$(sum_of "$folder/out")" = "$first" ] || complain "the result is not the first run's"
echo "a second run into the same folder: exit code 7, $turned_away times of $turned_away"

# Signals at all times of a run, until twelve came in time: nothing is left behind, and what stands is a whole result.
# None waits longer than the shortest run took, however busy the machine was for the others.
ms() { echo $(($(date +%s%N) / 1000000)); }
begin=$(ms)
SOURCE_DATE_EPOCH=1700000000 "${run[@]}"
shortest=$(($(ms) - begin))
for signal in INT TERM; do
  interrupted=0
  for attempt in {1..48}; do
    [ $interrupted -lt 12 ] || break
    delay=$((shortest * (attempt * 5 % 13 + 1) / 14))
    # A shell starts background jobs with SIGINT ignored; env puts that right.
    SOURCE_DATE_EPOCH=1700000000 env --default-signal=INT,TERM "${run[@]}" 2>/dev/null &
    child=$!
    sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
    kill -$signal $child 2>/dev/null || true
    code=0
    wait $child || code=$?
    case "$signal $code" in
      'INT 130' | 'TERM 143')
        interrupted=$((interrupted + 1))
        [ -z "$(find "$folder" -maxdepth 1 -name '.out*')" ] || complain "SIG$signal after $delay ms left something behind"
        ;;
      *' 0') shortest=$((delay < shortest ? delay : shortest)) ;;
      *) complain "after SIG$signal: exit code $code" ;;
    esac
    [ "$(sum_of "$folder/out")" = "$first" ] || complain "after SIG$signal the result is another one"
  done
  [ $interrupted = 12 ] || complain "of $attempt runs only $interrupted were interrupted by SIG$signal"
  echo "SIG$signal: 12 of $((attempt - 1)) runs interrupted, the earlier result kept each time"
done

# Each command that writes, ended by a signal: when what it makes is full and not yet published, and as it puts it in its
# place. Nothing is left behind, and the earlier output stands; in the second case it may be the new one, which is the same.
commands=0
ended_late=0
signalled() { # CALL SIGNAL PLACE COMMAND…
  local call=$1 signal=$2 place=$3
  shift 3
  code=0
  env --default-signal=INT,TERM LD_PRELOAD="$preloaded/signalled_call.so" WARDMAP_TEST_CALL="$call" WARDMAP_TEST_SIGNAL="$signal" \
    "$program" "$@" >/dev/null 2>"$folder/said" </dev/null || code=$?
  [ -z "$(find "$place" -name '.*')" ] || complain "$1: signal $signal at its first $call left behind: $(find "$place" -name '.*' | head -n 3)"
}
ends_cleanly() { # COMMAND…, which writes to PLACE/…
  commands=$((commands + 1))
  local place=$folder/commands/written/$commands earlier sum code
  local command=("${@//PLACE/$place}")
  mkdir -p "$place"
  case $1 in
    export | areas) ;; # which write over nothing
    *) "$program" "${command[@]}" >"$folder/said" 2>&1 </dev/null || complain "$*: exit code $?: $(tail -n 3 "$folder/said")" ;;
  esac
  find "$place" -exec touch -d 2001-01-01 {} +
  earlier=$(find "$place" -type f -printf '%P %s %T@\n' | sort)
  sum=$(sum_of "$place")
  signalled fsync 15 "$place" "${command[@]}"
  [ "$code" = 143 ] || complain "$1: SIGTERM at its first fsync: exit code $code: $(tail -n 3 "$folder/said")"
  [ "$(find "$place" -type f -printf '%P %s %T@\n' | sort)" = "$earlier" ] || complain "$1: the earlier output is not what it was"
  grep -q 'nothing was changed' "$folder/said" || complain "$1 does not say that nothing was changed: $(cat "$folder/said")"
  signalled rename 2 "$place" "${command[@]}"
  [ -z "$earlier" ] || [ "$(sum_of "$place")" = "$sum" ] || complain "$1: the output is neither the earlier nor the new one"
  case $code in
    0) ended_late=$((ended_late + 1)) ;; # it was the last thing to do, and is done
    130) grep -q 'what was written before stands' "$folder/said" || complain "$1 does not say that it has written: $(cat "$folder/said")" ;;
    *) complain "$1: SIGINT at its first rename: exit code $code: $(tail -n 3 "$folder/said")" ;;
  esac
}
if [ -e "$preloaded/signalled_call.so" ]; then
  mkdir -p "$folder/commands"
  cp tests/data/small_town/* tests/faults/study.toml tests/data/density/dated.csv tests/data/gazetteer_town/addresses.csv "$folder/commands"
  cp tests/data/gazetteer_town/incidents.csv "$folder/commands/addressed.csv"
  cd "$folder/commands"
  export SOURCE_DATE_EPOCH=1700000000
  to=(--to-crs EPSG:27700)
  ends_cleanly run study.toml --threads 1 --out PLACE/result
  ends_cleanly run study.toml --profile public --approved-by Nobody --out PLACE/result
  ends_cleanly patrol study.toml --out PLACE/plan
  ends_cleanly protect written/1/result --profile partner --approved-by Nobody --out PLACE/release
  ends_cleanly protect written/1/result --profile public --approved-by Nobody --out PLACE/release
  ends_cleanly export written/1/result --layers wards_asb,incidents_asb --format gpkg --out PLACE/exported
  ends_cleanly areas incidents.csv --areas wards.geojson --id code --out PLACE/a.csv
  ends_cleanly hotspots dated.csv "${to[@]}" --cell 100 --out PLACE/h.gpkg
  ends_cleanly clusters dated.csv "${to[@]}" --method dbscan --epsilon 300 --out PLACE/c.gpkg
  ends_cleanly nearrepeat dated.csv "${to[@]}" --date when --out PLACE/n.gpkg
  ends_cleanly emerging dated.csv "${to[@]}" --date when --step 10days --cell 200 --out PLACE/e.gpkg --dump-bins PLACE/bins.csv
  ends_cleanly density dated.csv --cell 50 --bandwidth 300 --out PLACE/d.tif --out PLACE/d.csv
  ends_cleanly bandwidth dated.csv --out PLACE/b.csv
  ends_cleanly gazetteer build --out PLACE/town.gazetteer addresses:addresses.csv
  ends_cleanly geocode addressed.csv --gazetteer written/$commands/town.gazetteer --out PLACE/g.csv --review PLACE/review.csv
  ends_cleanly synth --addresses 2000 --incidents 100 --out PLACE/town
  cd - >/dev/null
  unset SOURCE_DATE_EPOCH
  rm -rf "$folder/commands"
  echo "$commands commands ended by SIGTERM when their output was made, and by SIGINT as it was published ($ended_late were done by then): nothing left behind"
else
  echo "skipped: other commands ended by a signal, and a clock that runs backwards, which are not for sanitizers"
fi

# A folder that may only be read, for a user whom that keeps from writing: root it does not. Nobody may not come everywhere.
user=()
[ "$(id -u)" != 0 ] || user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
mkdir "$folder/read"
[ "$(id -u)" != 0 ] || chown 65534:65534 "$folder/read"
if "${user[@]}" test -w "$folder/read" 2>/dev/null && "${user[@]}" "$program" --version >/dev/null 2>&1 &&
  "${user[@]}" test -r tests/faults/study.toml; then
  of_release=(protect "$folder/read/result" --profile partner --approved-by Nobody --out "$folder/read/release")
  of_density=(density tests/data/density/dated.csv --cell 50 --bandwidth 300 --out "$folder/read/density.tif")
  of_run=("${run[@]:1}")
  of_run[-1]=$folder/read/result
  as_user() { SOURCE_DATE_EPOCH=1700000000 "${user[@]}" "$program" "$@" >"$folder/said" 2>&1; }
  for command in of_run of_release of_density; do
    declare -n arguments=$command
    as_user "${arguments[@]}" || complain "$command: exit code $?: $(cat "$folder/said")"
  done
  chmod 0555 "$folder/read"
  before=$(cd "$folder/read" && find . -printf '%P %s %T@\n' | sort)
  for command in of_run of_release of_density; do
    declare -n arguments=$command
    code=0
    as_user "${arguments[@]}" || code=$?
    [ "$code" = 5 ] || complain "$command in a folder that may only be read: exit code $code: $(cat "$folder/said")"
  done
  [ "$(cd "$folder/read" && find . -printf '%P %s %T@\n' | sort)" = "$before" ] || complain "the folder that may only be read was changed"
  echo "a folder that its user may only read: exit code 5 of run, protect and density, the earlier output kept"
else
  echo "skipped: a folder that its user may only read, since root may write to it and user 65534 has no way here"
fi
rm -rf "$folder/read"

# What is printed and does not arrive is told, too.
for command in "inspect data/demo/incidents.csv" "validate data/demo/study.toml"; do
  code=0
  # shellcheck disable=SC2086  # its words
  "$program" $command >/dev/full 2>"$folder/said" || code=$?
  [ "$code" = 5 ] || complain "$command to a full device: exit code $code"
  grep -q 'standard output' "$folder/said" || complain "$command to a full device says: $(cat "$folder/said")"
done
echo "standard output on a full device: exit code 5"

# A clock before the earlier result's: the result is replaced all the same, and says its own time.
SOURCE_DATE_EPOCH=1000000000 "${run[@]}"
grep -q '"made_at_utc": "2001-09-09T01:46:40Z"' "$folder/out/manifest.json" || complain "the manifest has another time"
touch -d '2100-01-01' "$folder/out" "$folder/out/manifest.json"
SOURCE_DATE_EPOCH=1700000000 "${run[@]}"
[ "$(sum_of "$folder/out")" = "$first" ] || complain "after the clock went back the result is another one"
echo "a clock that goes back, and a result of the year 2100: replaced, the same bytes"
if [ -e "$preloaded/backward_clock.so" ]; then
  backwards=(env "LD_PRELOAD=$preloaded/backward_clock.so")
  [ "$("${backwards[@]}" date +%s)" -lt $(($(date +%s) - 3000)) ] || complain "the clock does not run backwards"
  SOURCE_DATE_EPOCH=1700000000 "${backwards[@]}" "${run[@]}"
  [ "$(sum_of "$folder/out")" = "$first" ] || complain "while the clock ran backwards the result became another one"
  "${run[@]}"
  undated=$(sum_of "$folder/out")
  "${backwards[@]}" "${run[@]}"
  [ "$(sum_of "$folder/out")" = "$undated" ] || complain "while the clock ran backwards a result without a date became another one"
  echo "a clock that runs backwards by an hour each time that it is asked: the same bytes"
fi
[ "$(ls -A "$folder")" = "$(printf 'out\nsaid')" ] || complain "left behind: $(ls -A "$folder")"
[ "$failed" = 0 ] || { echo "$failed not as they should be"; exit 1; }
