ogrinfo -q -sql 'SELECT rank, incidents, pattern, hot_since, top_reporter_pct FROM hotspots_asb ORDER BY rank' "$TMP/out/geojson/hotspots_asb.geojson" | grep ' = '
