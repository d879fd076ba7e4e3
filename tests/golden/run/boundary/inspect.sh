tr -d '\n ' < "$TMP/out/manifest.json" | grep -o '"role":"boundary"[^}]*"rows":[0-9]*\|"outside_study_area":[0-9]*\|"used":[0-9]*' | sed 's/"sha256":"[^"]*",//'
ogrinfo -q -sql "SELECT COUNT(*) AS incidents FROM incidents_asb" "$TMP/out/geojson/incidents_asb.geojson" | grep =
