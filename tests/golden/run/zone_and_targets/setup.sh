cp "$SOURCE"/tests/data/small_town/* "$TMP"
cat > "$TMP/zone.geojson" <<'Z'
{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon",
"coordinates": [[[-0.295, 51.803], [-0.288, 51.803], [-0.288, 51.808], [-0.295, 51.808], [-0.295, 51.803]]]}}]}
Z
