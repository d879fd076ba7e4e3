cat "$TMP/out/tables/zone.csv" "$TMP/out/tables/targets.csv"
