cp "$SOURCE"/tests/data/small_town/incidents.csv "$TMP"
cat > "$TMP/town.geojson" <<'T'
{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon",
"coordinates": [[[-0.3, 51.8], [-0.285, 51.8], [-0.285, 51.81], [-0.3, 51.81], [-0.3, 51.8]]]}}]}
T
