echo "of last month" > "$TMP/counts.csv"
