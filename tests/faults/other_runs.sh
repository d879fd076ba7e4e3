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

# A run that has taken the folder is stopped by a signal, and goes on when the second run has been turned away.
turned_away=0
for attempt in {1..20}; do
  SOURCE_DATE_EPOCH=1700000000 "${run[@]}" &
  child=$!
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
