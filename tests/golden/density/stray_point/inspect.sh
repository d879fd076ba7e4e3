gdalinfo "$TMP/d.tif" | grep -E "^Size|USED|LEFT_OUT"
