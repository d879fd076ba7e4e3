gdalinfo "$TMP/d.tif" | grep -E "^  (AGAINST|COMP|FLOOR|UNIT)[A-Z_0-9]*="
grep -o '<item.*' "$TMP/d.qml"
