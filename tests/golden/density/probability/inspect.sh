awk -F, 'NR > 1 { sum += $3 } END { printf "pixels add up to %.6f\n", sum }' "$TMP/d.csv"
