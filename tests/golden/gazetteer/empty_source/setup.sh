: > "$TMP/addresses.csv"
