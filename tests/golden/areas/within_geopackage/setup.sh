cat > "$TMP/town.geojson" <<'T'
{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "T1", "title": "Smallford"}, "geometry": {"type": "Polygon",
"coordinates": [[[-0.301, 51.799], [-0.269, 51.799], [-0.269, 51.811], [-0.301, 51.811], [-0.301, 51.799]]]}},
{"type": "Feature", "properties": {"id": "T2", "title": "Nextham"}, "geometry": {"type": "Polygon",
"coordinates": [[[-0.269, 51.799], [-0.239, 51.799], [-0.239, 51.811], [-0.269, 51.811], [-0.269, 51.799]]]}}]}
T
