gdalinfo "$TMP/d.tif" | grep -E "^  (COMPARISON|FLOOR|UNIT)[A-Z_0-9]*="
