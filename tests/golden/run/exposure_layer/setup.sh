cp "$SOURCE"/tests/data/small_town/* "$TMP"
# A dwelling every 150 m or so, but a hundred where the hotspot by land lies; one row that is no place.
awk 'BEGIN { print "lon,lat,flats"; for (x = 0; x < 14; ++x) for (y = 0; y < 7; ++y) print -0.299 + 0.002 * x "," 51.801 + 0.0013 * y ",1";
             print "-0.2926,51.8053,100"; print "0,0,3" }' > "$TMP/dwellings.csv"
