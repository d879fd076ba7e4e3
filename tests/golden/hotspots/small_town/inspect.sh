ogrinfo -q "$TMP/out.gpkg" -sql 'SELECT COUNT(*) AS cells, SUM(incidents) AS incidents, SUM(hs_bin >= 2) AS hot, MAX(GiZScore) AS z FROM cells' | grep =
