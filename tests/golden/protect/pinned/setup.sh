# Eleven wards with one incident each: the total is told as 10, so no ward can have more than two.
printf 'ref,category,lon,lat,from\n' > "$TMP/incidents.csv"
for i in $(seq 10 20); do printf 'REF-%s,ASB,0.%s5,51.05,2025-01-%s 10:00\n' "$i" "$i" "$i"; done >> "$TMP/incidents.csv"
bash "$SOURCE/tests/golden/protect/wards_in_a_row.sh" 10 20 > "$TMP/wards.geojson"
"$WARDMAP" run "$SOURCE/tests/golden/protect/pinned/study.toml" --data "$TMP" --out "$TMP/internal" --quiet
