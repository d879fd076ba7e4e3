cut -d. -f1 "$TMP/curve.csv" | head -30; head -c 60 "$TMP/curve.svg"
