ogrinfo -q "$TMP/out.gpkg" -sql "SELECT COUNT(*) AS cells, SUM(incidents) AS incidents, SUM(neighbourhood_expected > 0) AS expected FROM cells" | grep =
