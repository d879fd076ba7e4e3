# Wards side by side, from "Ward FIRST" at a longitude of 0.FIRST to "Ward LAST": wards_in_a_row.sh FIRST LAST
printf '{"type":"FeatureCollection","features":['
for i in $(seq "$1" "$2"); do
  [ "$i" = "$1" ] || printf ','
  printf '{"type":"Feature","properties":{"code":"W%s","name":"Ward %s"},"geometry":{"type":"Polygon","coordinates":[[[0.%s,51],[0.%s,51],[0.%s,51.1],[0.%s,51.1],[0.%s,51]]]}}' \
    "$i" "$i" "$i" "$((i + 1))" "$((i + 1))" "$i" "$i"
done
printf ']}\n'
