gdalinfo "$TMP/d.tif" | grep -E "^  (EDGE|USED|UNIT)[A-Z_0-9]*="
