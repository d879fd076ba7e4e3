gdalinfo "$TMP/d.tif" | grep BANDWIDTH
