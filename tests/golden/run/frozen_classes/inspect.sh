# What the study froze is what the manifest, the map, QGIS and the report have; what it left free is there to be frozen.
cd "$TMP/out"
# Free breaks come from a surface, whose last digits depend on the compiler: six digits of each.
grep -E -A9 '"(density|monthly_density|ward|block)_breaks' manifest.json |
  grep -v -E '^--|"is_sensitive|"public_square|"public_wards|"hotspots|"emerging|"steps|"first_step' |
  awk '/^ +[0-9.e-]+,?$/ { printf "        %.6g%s\n", $1, /,$/ ? "," : ""; next } { print }'
echo "the map:"
grep -oE '"label":"[^"]*(per 1,000 residents|incidents?)"' map.json | sort | uniq -c
for layer in wards_asb blocks_asb; do
  echo "$layer in QGIS:"
  grep -oE '<range [^>]*' "geojson/$layer.qml"
done
