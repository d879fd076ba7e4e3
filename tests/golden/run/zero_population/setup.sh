cp "$SOURCE"/tests/data/small_town/* "$TMP"
sed -i "s/\"people\": 4000/\"people\": 0/; s/\"people\": 6000/\"people\": null/" "$TMP/wards.geojson"
