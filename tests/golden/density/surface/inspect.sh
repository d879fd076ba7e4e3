gdalinfo --config GDAL_PAM_ENABLED NO -stats "$TMP/d.tif" | grep -E "^Size|^Origin|^  [A-Z_]+=|NoData|Unit Type|_M[A-Z]+=" | grep -v VALID | LC_ALL=C sort
ogrinfo -ro -so "$TMP/d.gpkg" density_classes | grep -E "Feature Count|^class|^density|^area" | sed 's/, alternative name.*//'
head -3 "$TMP/d.csv"; wc -l < "$TMP/d.csv"; ls -a "$TMP"
