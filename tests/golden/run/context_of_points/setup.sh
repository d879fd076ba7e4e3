cp "$SOURCE"/tests/data/small_town/*.csv "$SOURCE"/tests/data/small_town/*.geojson "$TMP"/
cat > "$TMP"/roads.geojson <<'JSON'
{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A stop"},
 "geometry":{"type":"Point","coordinates":[-0.29,51.805]}}]}
JSON
