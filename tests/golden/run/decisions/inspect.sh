cat "$TMP/out/tables/hit_rate.csv"
cat "$TMP/out/review.csv"
tr -d '\n ' < "$TMP/out/manifest.json" | grep -o '"role":"decisions","path":"[^"]*"'
