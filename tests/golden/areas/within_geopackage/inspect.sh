ogrinfo -q "$TMP/counts.gpkg" | sort
for layer in counts counts_within; do
  ogrinfo -q "$TMP/counts.gpkg" -sql "SELECT ward_name, incidents FROM $layer ORDER BY ward_name" | grep =
done
