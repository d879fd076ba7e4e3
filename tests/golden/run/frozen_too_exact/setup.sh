cp "$SOURCE"/tests/data/small_town/* "$TMP"
cat > "$TMP/blocks.geojson" <<'B'
{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"id": "B1", "name": "High House"}, "geometry": {"type": "Polygon",
"coordinates": [[[-0.2930, 51.8050], [-0.2918, 51.8050], [-0.2918, 51.8058], [-0.2930, 51.8058], [-0.2930, 51.8050]]]}},
{"type": "Feature", "properties": {"id": "B2", "name": "Low House"}, "geometry": {"type": "Polygon",
"coordinates": [[[-0.2725, 51.8005], [-0.2720, 51.8005], [-0.2720, 51.8010], [-0.2725, 51.8010], [-0.2725, 51.8005]]]}}]}
B
