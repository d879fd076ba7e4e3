gdalinfo "$TMP/d.tif" | grep -E "^  (AGAINST|COMP|FLOOR|UNIT)[A-Z_0-9]*="
