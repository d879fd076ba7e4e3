#!/usr/bin/env bash
# Reading 51 MB of CSV to three typed columns beside its peers, in one run and in turn: wardmap, GDAL's loop over features
# and R's data.table (Debian's r-cran-data.table).
#
#   benchmarks/peers/read_csv.sh BUILD_FOLDER      of the preset `bench`
#
# wardmap's first figure is the clock's, the second its CPU time (user and system), which other work on the machine
# disturbs less. GDAL reads with one thread; wardmap and fread are shown with one and with two.
set -euo pipefail
build=${1:?the build folder of the preset bench}
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

export WARDMAP_PEER_FILE=$folder/incidents.csv
read -ra gdal < <(gdal-config --cflags)
cc -O2 -o "$folder/ogr_csv" "$here/ogr_csv.c" "${gdal[@]}" -lgdal
for _ in 1 2 3; do
  "$build/bin/wardmap_benchmarks" --benchmark_filter='^csv_typed_columns' --benchmark_min_time=0.5 2>/dev/null | grep '^csv_'
  "$folder/ogr_csv" "$WARDMAP_PEER_FILE"
  if Rscript -e 'library(data.table)' >/dev/null 2>&1; then
    Rscript "$here/fread.R" "$WARDMAP_PEER_FILE"
  else
    echo "left out: R with data.table"
  fi
done
