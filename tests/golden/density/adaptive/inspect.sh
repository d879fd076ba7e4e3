gdalinfo "$TMP/d.tif" | grep -E "ADAPT|BANDWIDTH"
