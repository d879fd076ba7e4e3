#!/usr/bin/env bash
# Kernel density beside other programs, in one run: whole processes from a CSV of points to a float32 GeoTIFF.
# 10 by 10 km, 10 m cells, quartic kernel of 500 m (spatstat and SciPy: their FFT on binned points).
#
#   benchmarks/compare_density.sh [--wardmap PROGRAM] [--sizes "10000 100000 1000000"] [--alone "10000000"] [--runs 3]
#                                 [--only "NAME…"]
#
# A program that takes more than a minute is run once. With the numbers of incidents of --alone, only ours is.
# Installs what is missing of Debian's qgis, grass, saga, r-cran-spatstat.explore, python3-scipy. Prints a table in
# Markdown: the median time of each by the clock and by the processor (of worth on a machine that others use as well),
# how many times ours it is, and how far its surface is from ours, over the peak.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
wardmap="$here/../build/release/bin/wardmap"
sizes="10000 100000 1000000"
alone="10000000"
runs=3
only="wardmap scipy spatstat qgis saga grass"
while [ $# -gt 0 ]; do
  case "$1" in
    --wardmap) wardmap=$2 ;;
    --sizes) sizes=$2 ;;
    --alone) alone=$2 ;;
    --runs) runs=$2 ;;
    --only) only=$2 ;;
    *) echo "compare_density.sh: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done
[ -x "$wardmap" ] || { echo "compare_density.sh: no program $wardmap; name it with --wardmap" >&2; exit 2; }

missing=()
for package in qgis grass-core saga r-cran-spatstat.explore r-cran-terra python3-scipy python3-gdal; do
  dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  apt-get -q -o DPkg::Lock::Timeout=600 install --yes --no-install-recommends "${missing[@]}" >&2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export QT_QPA_PLATFORM=offscreen HOME="$work" LC_ALL=C.UTF-8

# A town: half of the incidents anywhere, half around 200 trouble spots. A Park-Miller generator, whose numbers awk
# holds exactly: the same points everywhere.
make_points() {
  awk -v n="$1" '
    function share() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
    function within(v) { return v < 0.01 ? 0.01 : v > 9999.99 ? 9999.99 : v }
    BEGIN {
      seed = 2024
      for (s = 0; s < 200; s++) { sx[s] = share() * 10000; sy[s] = share() * 10000 }
      print "x,y"
      for (i = 0; i < n; i++) {
        if (i % 2) { s = int(share() * 200); x = within(sx[s] + share() * 600 - 300); y = within(sy[s] + share() * 600 - 300) }
        else { x = share() * 10000; y = share() * 10000 }
        printf "%.2f,%.2f\n", 520000 + x, 220000 + y
      }
    }'
}

run_wardmap() {
  "$wardmap" density "$1" --crs EPSG:27700 --cell 10 --bandwidth 500 --extent 520000,220000,530000,230000 --out "$2" --quiet
}
run_qgis() {
  # Debian 12's wrapper passes an option that its program does not know.
  "$(command -v qgis_process.bin || command -v qgis_process)" run qgis:heatmapkerneldensityestimation -- \
    INPUT="delimitedtext://file://$1?type=csv&xField=x&yField=y&crs=EPSG:27700&detectTypes=no&spatialIndex=no&subsetIndex=no" \
    RADIUS=500 PIXEL_SIZE=10 KERNEL=0 DECAY=0 OUTPUT_VALUE=1 OUTPUT="$2"
}
run_saga() {
  saga_cmd io_table 1 -TABLE "$work/saga.dbf" -FILENAME "$1" -SEPARATOR 2 -HEADLINE 1
  saga_cmd shapes_points 0 -POINTS "$work/saga.shp" -TABLE "$work/saga.dbf" -X x -Y y
  saga_cmd grid_gridding 6 -POINTS "$work/saga.shp" -RADIUS 500 -KERNEL 0 -TARGET_DEFINITION 0 \
    -TARGET_USER_SIZE 10 -TARGET_USER_XMIN 520005 -TARGET_USER_XMAX 529995 -TARGET_USER_YMIN 220005 \
    -TARGET_USER_YMAX 229995 -TARGET_OUT_GRID "$work/saga.sgrd"
  saga_cmd io_gdal 2 -GRIDS "$work/saga.sgrd" -FILE "$2"
}
run_grass() {
  grass --tmp-location EPSG:27700 --exec bash -c "
    v.in.ascii -t input='$1' output=p separator=comma skip=1 columns='x double precision, y double precision' x=1 y=2
    g.region n=230000 s=220000 e=530000 w=520000 res=10
    v.kernel input=p output=d radius=500 kernel=quartic
    r.out.gdal input=d output='$2' type=Float32 -f"
}
run_spatstat() {
  Rscript -e '
    suppressMessages({library(spatstat.explore); library(terra)})
    a <- commandArgs(TRUE); p <- read.csv(a[1])
    X <- ppp(p$x, p$y, owin(c(520000, 530000), c(220000, 230000)), check = FALSE)
    d <- density(X, sigma = 500 / sqrt(8), kernel = "quartic", edge = FALSE, dimyx = 1000)
    m <- as.matrix(d)[1000:1, ]
    r <- rast(m * 1e6, crs = "EPSG:27700"); ext(r) <- ext(520000, 530000, 220000, 230000)
    writeRaster(r, a[2], datatype = "FLT4S", overwrite = TRUE)' "$1" "$2"
}
run_scipy() {
  /usr/bin/python3 - "$1" "$2" <<'PYTHON'
import sys
import time
import numpy as np
from osgeo import gdal, osr
from scipy.signal import fftconvolve
p = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
begin = time.perf_counter()
counts, _, _ = np.histogram2d(230000 - p[:, 1], p[:, 0], bins=1000, range=[[0, 10000], [520000, 530000]])
k = np.arange(-50, 51) * 10.0
u2 = (k[:, None] ** 2 + k[None, :] ** 2) / 500 ** 2
d = fftconvolve(counts, np.where(u2 < 1, 3 / (np.pi * 500 ** 2) * (1 - u2) ** 2, 0), mode="same") * 1e6
print("call %.3f" % (time.perf_counter() - begin), file=sys.stderr)
out = gdal.GetDriverByName("GTiff").Create(sys.argv[2], 1000, 1000, 1, gdal.GDT_Float32)
out.SetGeoTransform((520000, 10, 0, 230000, 0, -10))
system = osr.SpatialReference()
system.ImportFromEPSG(27700)
out.SetProjection(system.ExportToWkt())
out.GetRasterBand(1).WriteArray(d)
PYTHON
}

# The largest difference of two surfaces over the peak of the first, once both add up to the same (units differ). Where
# the grids differ by less than a cell, pixels are compared at the nearest centre.
difference() {
  /usr/bin/python3 - "$1" "$2" <<'PYTHON'
import sys
import numpy as np
from osgeo import gdal
def read(name):
    d = gdal.Open(name)
    g = d.GetGeoTransform()
    a = d.GetRasterBand(1).ReadAsArray().astype(float)
    n = d.GetRasterBand(1).GetNoDataValue()
    if n is not None:
        a[a == n] = 0
    a[~np.isfinite(a)] = 0
    return (a if g[5] < 0 else a[::-1]), g
a, g = read(sys.argv[1])
b, h = read(sys.argv[2])
top = h[3] if h[5] < 0 else h[3] + h[5] * b.shape[0]
rows = np.clip(np.rint((top - (g[3] - (np.arange(a.shape[0]) + 0.5) * 10)) / 10 - 0.5).astype(int), 0, b.shape[0] - 1)
cols = np.clip(np.rint((g[0] + (np.arange(a.shape[1]) + 0.5) * 10 - h[0]) / 10 - 0.5).astype(int), 0, b.shape[1] - 1)
c = b[np.ix_(rows, cols)]
inner = (slice(60, -60), slice(60, -60))
scale = a[inner].sum() / max(c[inner].sum(), 1e-300)
print("%.1e" % (np.abs(a - c * scale)[inner].max() / a.max()))
PYTHON
}

median() { sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

ratio() { awk -v a="$1" -v b="${2:-0}" 'BEGIN { if (b > 0) printf "%.1f", a / b }'; }

TIMEFORMAT='%R %U %S'
echo "$(nproc) processors ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)), median of $runs (of more than a minute: one run):"
echo
echo "| incidents | program | seconds | times ours | processor seconds | times ours | farthest from ours, of the peak |"
echo "| --- | --- | --- | --- | --- | --- | --- |"
for n in $sizes $alone; do
  points="$work/points.csv"
  make_points "$n" >"$points"
  [[ " $alone " != *" $n "* ]] || only=wardmap
  ours=""
  ours_processor=""
  for program in $only; do
    : >"$work/times"
    for _ in $(seq "$runs"); do
      rm -f "$work/$program.tif"
      if ! { time "run_$program" "$points" "$work/$program.tif" >"$work/log" 2>&1; } 2>"$work/time" ||
        [ ! -s "$work/$program.tif" ]; then
        echo "compare_density.sh: $program failed on $n points:" >&2
        tail -n 5 "$work/log" >&2
        break
      fi
      tail -n 1 "$work/time" >>"$work/times"
      awk '{ exit !($1 > 60) }' "$work/time" && break
    done
    [ -s "$work/times" ] || continue
    seconds=$(cut -d' ' -f1 "$work/times" | median)
    processor=$(awk '{ print $2 + $3 }' "$work/times" | median)
    if [ "$program" = wardmap ]; then ours=$seconds; ours_processor=$processor; fi
    note=""
    [ "$program" != scipy ] || note=" (call $(sed -n 's/^call //p' "$work/log"))"
    printf '| %s | %s | %.2f%s | %s | %.2f | %s | %s |\n' "$n" "$program" "$seconds" "$note" \
      "$(ratio "$seconds" "$ours")" "$processor" "$(ratio "$processor" "$ours_processor")" \
      "$([ "$program" = wardmap ] || [ -z "$ours" ] || difference "$work/wardmap.tif" "$work/$program.tif")"
  done
done
