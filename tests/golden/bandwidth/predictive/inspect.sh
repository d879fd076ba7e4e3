head -n 12 "$TMP/curve.csv"; grep -c "<polyline" "$TMP/curve.svg"
