head -2 "$TMP/d.csv"
