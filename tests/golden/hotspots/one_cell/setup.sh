printf "x,y\n523010,223010\n523090,223050\n523030,223090\n" > p.csv
cat > cell.geojson <<Z
{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}, "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon",
"coordinates": [[[523000, 223000], [523100, 223000], [523100, 223100], [523000, 223100], [523000, 223000]]]}}]}
Z
