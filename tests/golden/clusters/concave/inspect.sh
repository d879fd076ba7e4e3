ogrinfo -q "$TMP/out.gpkg" -sql "SELECT COUNT(*) AS clusters, SUM(incidents) AS incidents FROM clusters" | grep =
