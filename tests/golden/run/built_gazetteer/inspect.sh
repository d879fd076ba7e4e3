tr -d '\n ' < "$TMP/out/manifest.json" | grep -o '"gazetteer":{"entries":[0-9]*' 
head -2 "$TMP/out/review.csv"
