cp "$SOURCE"/tests/data/small_town/wards.geojson "$TMP"
# A year of records that tell the month alone, as police.uk's do
awk 'BEGIN { print "ref,category,lon,lat,from"; for (m = 1; m <= 12; ++m) for (i = 0; i < 6; ++i)
     printf "R%d,ASB,%.4f,%.4f,2025-%02d\n", 10 * m + i, -0.298 + 0.004 * i, 51.801 + 0.0005 * m, m }' > "$TMP/incidents.csv"
# Of the six places that have one each month, two are in the zone, and one within 200 m of it.
cat > "$TMP/zone.geojson" <<'Z'
{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon",
"coordinates": [[[-0.3, 51.8], [-0.292, 51.8], [-0.292, 51.81], [-0.3, 51.81], [-0.3, 51.8]]]}}]}
Z
