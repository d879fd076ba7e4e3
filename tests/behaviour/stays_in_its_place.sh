#!/usr/bin/env bash
# What a command writes is for its owner alone, beneath the place that it was told and nowhere else, and follows no symbolic
# link there: stays_in_its_place.sh PROGRAM FOLDER
#
# Where strace is missing or not allowed, what is made for a moment and removed is not looked for.
set -euo pipefail
program=$(realpath "$1")
folder=$(realpath -m "$2")
cd "$(dirname "$0")/../.."
rm -rf "$folder"
mkdir -p "$folder/read" "$folder/home" "$folder/tmp" "$folder/written"
cp tests/data/small_town/* tests/faults/study.toml tests/data/density/dated.csv "$folder/read"
cp tests/data/gazetteer_town/addresses.csv "$folder/read"
cp tests/data/gazetteer_town/incidents.csv "$folder/read/addressed.csv"
cd "$folder/read"
export LC_ALL=C.UTF-8 SOURCE_DATE_EPOCH=1700000000 HOME=$folder/home TMPDIR=$folder/tmp
unset XDG_CACHE_HOME XDG_DATA_HOME
umask 022
failed=0
complain() {
  failed=$((failed + 1))
  echo "NOT AS IT SHOULD BE: $*"
}
strace -f -qq -e trace=openat -o "$folder/probe" true 2>/dev/null && traces=yes || traces=no

# Of everything that was opened to be written, made, or named anew, what is not beneath a folder.
elsewhere() { # TRACE FOLDER
  grep -v '= -1 ' "$1" | grep -E 'O_CREAT|O_TMPFILE|O_WRONLY|O_RDWR|O_TRUNC|mkdir|mknod|link|rename|memfd_create|creat\(' |
    grep -oE '"[^"]*"' | tr -d '"' | grep -vE '^(/dev/(null|tty|urandom)|/proc/self/.*)$' | while read -r path; do
    [[ $(realpath -m "$path")/ == "$2"/* ]] || echo "$path"
  done | sort -u
}

commands=0
writes() { # COMMAND…, which writes below ../written/N
  commands=$((commands + 1))
  local place=$folder/written/$commands code=0
  mkdir "$place"
  chmod 755 "$place"
  local run=("$program" "${@//PLACE/../written/$commands}")
  [ "$traces" = no ] || run=(strace -f -qq -e "trace=open,openat,openat2,creat,mkdir,mkdirat,mknod,mknodat,link,linkat,symlink,symlinkat,rename,renameat,renameat2,memfd_create" -o "$folder/trace" "${run[@]}")
  "${run[@]}" >"$folder/said" 2>&1 </dev/null || code=$?
  [ "$code" = 0 ] || complain "exit code $code of $*: $(tail -n 3 "$folder/said")"
  local open_to_others
  open_to_others=$(find "$place" -mindepth 1 ! -type l -perm /077 -printf '%m %P\n' | head -n 5)
  case $1 in
    gazetteer | synth) ;; # which tell of no incident
    *) [ -z "$open_to_others" ] || complain "$1 ${2:-}: others may read $open_to_others" ;;
  esac
  [ -z "$(find "$place" -mindepth 1 -name '.*')" ] || complain "$1: left behind: $(find "$place" -name '.*')"
  [ -n "$(find "$place" -mindepth 1 -type f)" ] || complain "$1 wrote nothing"
  if [ "$traces" = yes ]; then
    local out
    out=$(elsewhere "$folder/trace" "$place")
    [ -z "$out" ] || complain "$1 ${2:-} wrote elsewhere: $out"
  fi
}

to=(--to-crs EPSG:27700)
writes run study.toml --out PLACE/result
result=../written/1/result
writes run study.toml --profile partner --out PLACE/result
writes run study.toml --profile public --approved-by Nobody --out PLACE/result
writes patrol study.toml --out PLACE/plan
writes protect "$result" --profile partner --approved-by Nobody --out PLACE/release
for format in geojson kml shapefile gpkg csv xlsx; do
  writes export "$result" --layers wards_asb,incidents_asb --format $format --out PLACE/exported
done
writes export "$result" --layers incidents_asb --format gpx --out PLACE/exported
writes areas incidents.csv --areas wards.geojson --id code --out PLACE/a.csv
writes areas incidents.csv --areas wards.geojson --id code --out PLACE/a.gpkg
writes hotspots dated.csv "${to[@]}" --cell 100 --out PLACE/h.gpkg
writes clusters dated.csv "${to[@]}" --method dbscan --epsilon 300 --out PLACE/c.gpkg
writes nearrepeat dated.csv "${to[@]}" --date when --out PLACE/n.gpkg
writes emerging dated.csv "${to[@]}" --date when --step 10days --cell 200 --out PLACE/e.gpkg --dump-bins PLACE/bins.csv
writes density dated.csv --cell 50 --bandwidth 300 --out PLACE/d.tif --out PLACE/d.gpkg --out PLACE/d.csv
writes bandwidth dated.csv --out PLACE/b.csv --out PLACE/b.svg
writes gazetteer build --out PLACE/town.gazetteer addresses:addresses.csv
gazetteer=../written/$commands/town.gazetteer
writes geocode addressed.csv --gazetteer "$gazetteer" --out PLACE/g.csv --review PLACE/review.csv
writes geocode addressed.csv --gazetteer "$gazetteer" --out PLACE/g.gpkg
writes geocode addressed.csv --gazetteer "$gazetteer" --out PLACE/g.geojson
writes synth --addresses 2000 --incidents 100 --out PLACE/town
[ -z "$(find "$folder/home" "$folder/tmp" -mindepth 1)" ] || complain "in HOME or TMPDIR: $(find "$folder/home" "$folder/tmp" -mindepth 1)"

# A symbolic link in the path, at its end or before it, is refused, and nothing comes to where it leads.
mkdir -p "$folder/linked/real" "$folder/linked/elsewhere"
ln -s elsewhere "$folder/linked/link"
links=0
refuses() {
  links=$((links + 1))
  local code=0
  "$program" "$@" >"$folder/said" 2>&1 </dev/null || code=$?
  [ "$code" = 5 ] || complain "a link in the path: exit code $code of $*"
  grep -q 'symbolic link' "$folder/said" || complain "a link in the path is not told: $(cat "$folder/said")"
  [ -z "$(find "$folder/linked/elsewhere" -mindepth 1)" ] || complain "$* followed a link"
}
for place in "$folder/linked/link" "../linked/link"; do
  refuses run study.toml --out "$place"
  refuses run study.toml --out "$place/new/result"
  refuses patrol study.toml --out "$place/plan"
  refuses protect "$result" --profile partner --out "$place/release"
  refuses export "$result" --layers wards_asb --format csv --out "$place/exported"
  refuses synth --addresses 2000 --incidents 100 --out "$place/town"
  refuses areas incidents.csv --areas wards.geojson --id code --out "$place/a.csv"
  refuses hotspots dated.csv "${to[@]}" --cell 100 --out "$place/h.gpkg"
  refuses clusters dated.csv "${to[@]}" --method dbscan --epsilon 300 --out "$place/c.gpkg"
  refuses nearrepeat dated.csv "${to[@]}" --date when --out "$place/n.gpkg"
  refuses emerging dated.csv "${to[@]}" --date when --step 10days --cell 200 --out "$place/e.gpkg"
  refuses density dated.csv --cell 50 --bandwidth 300 --out "$place/d.tif"
  refuses bandwidth dated.csv --out "$place/b.csv"
  refuses gazetteer build --out "$place/t.gazetteer" addresses:addresses.csv
  refuses geocode addressed.csv --gazetteer "$gazetteer" --out "$place/g.csv"
done

[ "$failed" = 0 ] || { echo "$failed not as they should be"; exit 1; }
echo "$commands commands write where they are told, for their owner alone$([ $traces = yes ] || echo ' (not traced)'); $links links refused"
