gdalinfo -mm "$TMP/d.tif" | grep -E "Size is|KERNEL|BANDWIDTH|Computed|INCIDENTS"
