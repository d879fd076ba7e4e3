ogrinfo -q "$TMP/out.gpkg" -sql "SELECT SUM(incidents) AS incidents FROM emerging_cells" | grep =; wc -l < "$TMP/bins.csv"; awk -F, "NR > 1 { n += \$3 } END { print n }" "$TMP/bins.csv"
