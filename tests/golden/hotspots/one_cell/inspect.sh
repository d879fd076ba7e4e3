ogrinfo -q "$TMP/out.gpkg" -sql "SELECT COUNT(*) AS cells, SUM(incidents) AS incidents, MAX(hs_bin) AS hot, MAX(hs_p) AS p FROM cells" | grep =
