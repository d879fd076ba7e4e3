ogrinfo -q "$TMP/out.gpkg" -sql "SELECT COUNT(*) AS bands, SUM(pairs) AS pairs FROM knox" | grep =; ogrinfo -q "$TMP/out.gpkg" -sql "SELECT COUNT(*) AS spates FROM spates" | grep =
