cp "$SOURCE"/tests/data/small_town/wards.geojson "$TMP"
# A year of records that tell the month alone, as police.uk's do
awk 'BEGIN { print "ref,category,lon,lat,from"; for (m = 1; m <= 12; ++m) for (i = 0; i < 6; ++i)
     printf "R%d,ASB,%.4f,%.4f,2025-%02d\n", 10 * m + i, -0.298 + 0.004 * i, 51.801 + 0.0005 * m, m }' > "$TMP/incidents.csv"
