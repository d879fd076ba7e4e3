cp "$SOURCE"/tests/data/small_town/* "$TMP"
cat > "$TMP/venues.geojson" <<'V'
{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"id": "V1", "name": "West Hall", "kind": "hall"}, "geometry": {"type": "Point", "coordinates": [-0.2926, 51.8053]}},
{"type": "Feature", "properties": {"id": "V2", "name": "East Library", "kind": "library"}, "geometry": {"type": "Point", "coordinates": [-0.279, 51.805]}},
{"type": "Feature", "properties": {"id": "V3", "name": "Hall next door", "kind": "hall"}, "geometry": {"type": "Point", "coordinates": [-0.2921, 51.8052]}},
{"type": "Feature", "properties": {"id": "V4", "name": "Faraway Inn", "kind": "pub"}, "geometry": {"type": "Point", "coordinates": [-1.5, 53.8]}}]}
V
printf "where,when\nEast Library,12/05/2025\nV2,03/02/2024\nTown Hall,01/01/2025\nV1,31/02/2025\n" > "$TMP/past.csv"
