gdalinfo "$TMP/d.tif" | grep -E "^  (COMPARISON|FLOOR|KERNEL|UNIT)[A-Z_0-9]*="
awk -F, 'NR > 1 { sum += $3; lowest = $3 < lowest ? $3 : lowest } END { printf "mean %.4f, lowest %.2f\n", sum / (NR - 1), lowest }' "$TMP/d.csv"
