awk -F, 'NR > 1 { sum += $3 } END { printf "pixels add up to %.2f points\n", sum }' "$TMP/d.csv"
ogrinfo -ro -q "$TMP/d.gpkg" density_classes | grep -E "class \(|density_(from|to)"
