tr -d '\n ' < "$TMP/out/manifest.json" | grep -o '"gazetteer":{"entries":[0-9]*\|"kind":"[a-z]*","[^}]*' | sed 's/,"sha256.*//'
cat "$TMP/out/tables/hit_rate.csv" | grep level
