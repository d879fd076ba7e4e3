#!/usr/bin/env bash
# What a disk, a folder, another run, a signal or a clock can do to a run: full_disk.sh PROGRAM FOLDER
#
# Every format alone into file systems of a few sizes that are too small for it: exit code 5, and the earlier result is
# kept. Needs a user namespace with mounts; ends with 77 where that is not allowed.
set -euo pipefail
program=$(realpath "$1")
folder=$(realpath -m "$2")
if [ "${3:-}" != inside ]; then
  cd "$(dirname "$0")/../.."
  unshare --user --map-root-user --mount true 2>/dev/null || {
    echo "skipped: no mounts in a user namespace here, so no full disk"
    exit 77
  }
  rm -rf "$folder"
  mkdir -p "$folder/disk"
  exec unshare --user --map-root-user --mount "$0" "$program" "$folder" inside
fi
cd "$(dirname "$0")/../.."
disk=$folder/disk
export SOURCE_DATE_EPOCH=1700000000 LC_ALL=C.UTF-8 TMPDIR=$folder

failed=0
complain() {
  failed=$((failed + 1))
  echo "NOT AS IT SHOULD BE: $*"
}
code_of() { # its output goes to $folder/said
  local code=0
  "$@" >"$folder/said" 2>&1 </dev/null || code=$?
  echo "$code"
}
sum_of() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum); }
study_of() { # FORMATS [NAME]
  sed -e "s/^name = .*Smallford.*/name = \"${2:-Smallford}\"/" tests/faults/study.toml
  printf '\n[output]\nformats = [%s]\n' "$1"
}
run_into() { code_of "$program" run "$1" --data tests/data/small_town --out "$2" --quiet --threads 1; }
# Pages that the files take on a tmpfs, which counts nothing else.
pages_of() { find "$1" -type f -printf '%s\n' | awk '{ pages += int(($1 + 4095) / 4096) } END { print pages }'; }

# COMMAND… is run on file systems smaller than what it writes.
#   on_full_disks NAME NEEDED_PAGES COMMAND…
points=0
on_full_disks() {
  local name=$1 needed=$2 part before code
  shift 2
  before=$failed
  for part in 15 35 55 75 90; do
    mount -t tmpfs -o "nr_blocks=$((needed * part / 100 > 0 ? needed * part / 100 : 1))" tmpfs "$disk"
    code=$(code_of "$@")
    points=$((points + 1))
    [ "$code" = 5 ] || complain "$name, $part % of the space needed: exit code $code: $(head -c 300 "$folder/said")"
    [ -z "$(find "$disk" -mindepth 1)" ] || complain "$name, $part %: left behind: $(find "$disk" -mindepth 1 | head -n 3)"
    umount "$disk"
  done
  printf '  %-16s %4s KiB needed: %s\n' "$name" $((needed * 4)) "$([ "$failed" = "$before" ] && echo 'exit code 5 on 5 full disks' || echo BROKEN)"
}

echo "full disks:"
for format in geojson shapefile geopackage geotiff qgis report csv; do
  case $format in
    csv) formats='' ;;
    qgis) formats='"geopackage", "qgis"' ;;
    *) formats="\"$format\"" ;;
  esac
  study_of "$formats" >"$folder/$format.toml"
  code=$(run_into "$folder/$format.toml" "$folder/$format")
  [ "$code" = 0 ] || complain "$format with space: exit code $code: $(cat "$folder/said")"
  on_full_disks "$format" "$(pages_of "$folder/$format")" \
    "$program" run "$folder/$format.toml" --data tests/data/small_town --out "$disk/out" --quiet --threads 1
done
study_of '"geopackage"' >"$folder/source.toml"
run_into "$folder/source.toml" "$folder/source" >/dev/null
layers=incidents_asb,wards_asb
for format in xlsx csv kml gpx gpkg geojson shapefile; do
  [ "$format" != gpx ] || layers=incidents_asb
  code=$(code_of "$program" export "$folder/source" --layers $layers --format $format --out "$folder/exported_$format")
  [ "$code" = 0 ] || complain "export to $format with space: exit code $code: $(cat "$folder/said")"
  on_full_disks "export $format" "$(pages_of "$folder/exported_$format")" \
    "$program" export "$folder/source" --layers $layers --format $format --out "$disk/out"
done
gazetteer=("$program" gazetteer build addresses:tests/data/gazetteer_town/addresses.csv --out)
code=$(code_of "${gazetteer[@]}" "$folder/town.gazetteer")
[ "$code" = 0 ] || complain "gazetteer with space: exit code $code: $(cat "$folder/said")"
on_full_disks gazetteer "$(pages_of "$folder/town.gazetteer")" "${gazetteer[@]}" "$disk/town.gazetteer"
command_on_full_disks() { # NAME FILE COMMAND…, which writes OUT, a file or folder of that name
  local name=$1 file=$2 code
  shift 2
  code=$(code_of "$program" "${@//OUT/$folder/$file}")
  [ "$code" = 0 ] || complain "$name with space: exit code $code: $(cat "$folder/said")"
  on_full_disks "$name" "$(pages_of "$folder/$file")" "$program" "${@//OUT/$disk/$file}"
}
command_on_full_disks 'protect' release protect "$folder/source" --profile public --approved-by Nobody --out OUT
for ending in tif gpkg; do
  command_on_full_disks "density .$ending" density.$ending \
    density tests/data/density/dated.csv --cell 10 --bandwidth 300 --out OUT
done
head -n 1 tests/data/gazetteer_town/incidents.csv >"$folder/addressed.csv"
for _ in {1..40}; do tail -n +2 tests/data/gazetteer_town/incidents.csv; done >>"$folder/addressed.csv"
for ending in csv gpkg geojson; do
  command_on_full_disks "geocode .$ending" geocoded.$ending \
    geocode "$folder/addressed.csv" --gazetteer "$folder/town.gazetteer" --out OUT
done
echo "  $points full disks"

echo "the earlier result on a disk that fills:"
study_of '"geopackage", "qgis", "geojson", "shapefile", "geotiff", "report"' >"$folder/all.toml"
study_of '"geopackage", "qgis", "geojson", "shapefile", "geotiff", "report"' 'Smallford before' >"$folder/before.toml"
run_into "$folder/before.toml" "$folder/whole" >/dev/null
mount -t tmpfs -o "nr_blocks=$(($(pages_of "$folder/whole") * 16 / 10))" tmpfs "$disk"
code=$(run_into "$folder/before.toml" "$disk/out")
[ "$code" = 0 ] || complain "the earlier result: exit code $code"
before=$(sum_of "$disk/out")
code=$(run_into "$folder/all.toml" "$disk/out")
[ "$code" = 5 ] || complain "a second result where only one has room: exit code $code"
[ "$(sum_of "$disk/out")" = "$before" ] || complain "the earlier result is not what it was"
[ "$(ls -A "$disk")" = out ] || complain "left behind: $(ls -A "$disk")"
echo "  exit code $code, the earlier result kept"

echo "an output folder that is a file system of its own:"
mkdir -p "$disk/mounted"
mount -t tmpfs -o size=20m tmpfs "$disk/mounted"
code=$(run_into "$folder/all.toml" "$disk/mounted")
[ "$code" = 5 ] || complain "a mount point as output: exit code $code"
[ -z "$(ls -A "$disk/mounted")" ] || complain "something in the mount point: $(ls -A "$disk/mounted")"
code=$(run_into "$folder/all.toml" "$disk/mounted/out")
[ "$code" = 0 ] || complain "a folder on another file system: exit code $code: $(cat "$folder/said")"
echo "  refused as such with exit code 5; a folder in it is written"
umount "$disk/mounted" "$disk"

echo "a file system that may only be read:"
mount -t tmpfs -o size=20m tmpfs "$disk"
run_into "$folder/before.toml" "$disk/out" >/dev/null
before=$(sum_of "$disk/out")
mount -o remount,ro "$disk"
code=$(run_into "$folder/all.toml" "$disk/out")
[ "$code" = 5 ] || complain "read-only: exit code $code"
[ "$(sum_of "$disk/out")" = "$before" ] || complain "the earlier result is not what it was"
echo "  exit code $code, the earlier result kept"
umount "$disk"

[ "$failed" = 0 ] || { echo "$failed not as they should be"; exit 1; }
