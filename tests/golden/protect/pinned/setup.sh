# Eleven wards with one incident each: the total is told as 10, so no ward can have more than two.
printf 'ref,category,lon,lat,from\n' > "$TMP/incidents.csv"
for i in $(seq 10 20); do printf 'REF-%s,ASB,0.%s5,51.05,2025-01-%s 10:00\n' "$i" "$i" "$i"; done >> "$TMP/incidents.csv"
{
  printf '{"type":"FeatureCollection","features":['
  for i in $(seq 10 20); do
    [ "$i" = 10 ] || printf ','
    printf '{"type":"Feature","properties":{"code":"W%s","name":"Ward %s"},"geometry":{"type":"Polygon","coordinates":[[[0.%s,51],[0.%s,51],[0.%s,51.1],[0.%s,51.1],[0.%s,51]]]}}' \
      "$i" "$i" "$i" "$((i + 1))" "$((i + 1))" "$i" "$i"
  done
  printf ']}\n'
} > "$TMP/wards.geojson"
"$WARDMAP" run "$CASE/study.toml" --data "$TMP" --out "$TMP/internal" --quiet
