cp "$SOURCE/tests/data/small_town/incidents.csv" "$TMP"
ogr2ogr -f "ESRI Shapefile" "$TMP/wards.shp" "$SOURCE/tests/data/small_town/wards.geojson"
rm "$TMP/wards.prj"
