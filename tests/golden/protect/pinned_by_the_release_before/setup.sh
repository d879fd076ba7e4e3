# Three wards with 7, 7 and 60 incidents. The release before told the first two together as 15, at least 13: with two
# numbers up to 7 each is 6 or 7. It also told a quarter of the third, which has 60, as 600: of records corrected since.
printf 'ref,category,lon,lat,from\n' > "$TMP/incidents.csv"
reference=10000
for ward_and_count in 10:7 11:7 12:60; do
  for i in $(seq "${ward_and_count#*:}"); do
    reference=$((reference + 1))
    printf 'REF-%s,ASB,0.%s5,51.05,2025-%02d-15 10:00\n' "$reference" "${ward_and_count%:*}" "$((1 + i % 6))"
  done
done >> "$TMP/incidents.csv"
bash "$SOURCE/tests/golden/protect/wards_in_a_row.sh" 10 12 > "$TMP/wards.geojson"
"$WARDMAP" run "$SOURCE/tests/golden/protect/pinned/study.toml" --data "$TMP" --out "$TMP/internal" --quiet
