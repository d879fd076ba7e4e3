cp "$SOURCE"/tests/data/small_town/* "$TMP"
printf 'lon,lat\n-2.5,53.8\n' > "$TMP/dwellings.csv"
