#!/usr/bin/env bash
# Every exit code that docs/cli.md lists, from the real program, each with a message that says where, what was found and what
# to do: exit_codes.sh PROGRAM FOLDER
set -euo pipefail
program=$(realpath "$1")
folder=$(realpath -m "$2")
cd "$(dirname "$0")/../.."
rm -rf "$folder"
mkdir -p "$folder"
export LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1700000000
data=tests/data/small_town
study=$folder/study.toml
failed=0
seen=()
complain() {
  failed=$((failed + 1))
  echo "NOT AS IT SHOULD BE: $*"
}
ends_with() { # CODE WHERE COMMAND…
  local expected=$1 where=$2 code=0
  shift 2
  "$@" >"$folder/out" 2>"$folder/said" </dev/null || code=$?
  [ "$code" = "$expected" ] || complain "exit code $code, expected $expected of: $* $(cat "$folder/said")"
  seen+=("$expected")
  [ "$expected" != 0 ] || return 0
  # "wardmap: WHERE: WHAT", and indented what to do.
  grep -q "^wardmap: .*$where.*: ..*" "$folder/said" || complain "code $expected does not say where ($where): $(cat "$folder/said")"
  grep -q '^  [A-Z-].*' "$folder/said" || complain "code $expected does not say what to do: $(cat "$folder/said")"
}
study_with() { # LINE… at the end of a sound study
  cp tests/faults/study.toml "$study"
  printf '%s\n' '[output]' 'formats = []' "$@" >>"$study"
}
run=("$program" run "$study" --data "$data" --out "$folder/result" --quiet)

study_with
ends_with 0 '' "${run[@]}"
study_with 'colour = "red"'
ends_with 2 'line .*output' "${run[@]}"
study_with
ends_with 3 'line .*wards.file' "$program" run "$study" --data "$folder" --out "$folder/result"
study_with
mkdir "$folder/spoilt"
cp "$data"/* "$folder/spoilt"
sed -i '2,$s/20[0-9][0-9]/year/' "$folder/spoilt/incidents.csv"
ends_with 4 incidents "$program" run "$study" --data "$folder/spoilt" --out "$folder/result"
study_with
touch "$folder/file"
ends_with 5 file "$program" run "$study" --data "$data" --out "$folder/file/result"
study_with '[zone]'
sed -i 's/^cell_m = 250/cell_m = 0.01/; /^\[zone\]/d' "$study"
ends_with 6 grid "${run[@]}"
study_with
exec 9>"$folder/.result.lock"
flock 9
ends_with 7 result "${run[@]}"
exec 9>&-
rm "$folder/.result.lock"
study_with 'profile = "partner"'
ends_with 8 'output.profile' "$program" patrol "$study" --data "$data" --out "$folder/result"
study_with
# A defect of the installation: PROJ without its database.
ends_with 70 PROJ env PROJ_DATA="$folder" PROJ_LIB="$folder" "${run[@]}"

documented=$(sed -n '/^| exit code/,/^$/s/^| \([0-9]*\) |.*/\1/p' docs/cli.md | tr '\n' ' ')
[ "$documented" = "${seen[*]} " ] || complain "docs/cli.md lists: $documented"
[ "$failed" = 0 ] || { echo "$failed not as they should be"; exit 1; }
echo "exit codes seen: ${seen[*]}"
