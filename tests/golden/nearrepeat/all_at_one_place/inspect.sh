ogrinfo -q "$TMP/out.gpkg" -sql "SELECT SUM(pairs) AS pairs, MIN(knox_p) AS p FROM knox" | grep =
