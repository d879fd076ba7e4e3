#!/usr/bin/env bash
# Two runs into one folder, signals, and a clock that goes back: other_runs.sh PROGRAM FOLDER
set -euo pipefail
program=$(realpath "$1")
folder=$(realpath -m "$2")
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
run=("$program" run tests/faults/study.toml --data tests/data/small_town --out "$folder/out" --quiet --threads 1)

SOURCE_DATE_EPOCH=1700000000 "${run[@]}"
first=$(sum_of "$folder/out")

# A run that waits in its first step: its incidents come through a pipe… which a reader of files refuses, so it is
# stopped by a signal instead, and goes on when the second run has been turned away.
turned_away=0
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  SOURCE_DATE_EPOCH=1700000000 "${run[@]}" &
  child=$!
  # As soon as it has the lock, however long that takes on a busy machine.
  until [ -e "$folder/.out.lock" ] || ! kill -0 $child 2>/dev/null; do sleep 0.002; done
  kill -STOP $child 2>/dev/null || true
  if [ -e "$folder/.out.lock" ]; then
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

# Signals at all times of a run: nothing is left behind, and what stands is a whole result.
for signal in INT TERM; do
  interrupted=0
  for attempt in 1 2 3 4 5 6 7 8 9 10 11 12; do
    # A shell starts background jobs with SIGINT ignored; env puts that right.
    SOURCE_DATE_EPOCH=1700000000 env --default-signal=INT,TERM "${run[@]}" 2>/dev/null &
    child=$!
    sleep "0.$(printf '%02d' $((attempt * 2)))"
    kill -$signal $child 2>/dev/null || true
    code=0
    wait $child || code=$?
    case "$signal $code" in
      'INT 130' | 'TERM 143') interrupted=$((interrupted + 1)) ;;
      *' 0') ;;
      *) complain "after SIG$signal: exit code $code" ;;
    esac
    [ "$(sum_of "$folder/out")" = "$first" ] || complain "after SIG$signal the result is another one"
    if [ "$code" != 0 ] && [ "$code" != 0 ] && [ -n "$(find "$folder" -maxdepth 1 -name '.out*')" ]; then
      left=$((${left:-0} + 1))
    fi
  done
  [ $interrupted -gt 0 ] || complain "no run was interrupted by SIG$signal"
  echo "SIG$signal: $interrupted of 12 runs interrupted, the earlier result kept each time"
done
[ "${left:-0}" = 0 ] || complain "$left interrupted runs left something behind"

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
[ "$(ls -A "$folder")" = "$(printf 'out\nsaid')" ] || complain "left behind: $(ls -A "$folder")"
[ "$failed" = 0 ] || { echo "$failed not as they should be"; exit 1; }
