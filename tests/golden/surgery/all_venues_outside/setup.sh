cp "$SOURCE"/tests/data/small_town/* "$TMP"
echo '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "V4", "name": "Faraway Inn", "kind": "pub"}, "geometry": {"type": "Point", "coordinates": [-1.5, 53.8]}}]}' > "$TMP/venues.geojson"
