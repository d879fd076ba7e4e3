cp "$SOURCE"/tests/data/small_town/* "$TMP"
# East begins a third of the way into West
awk '/"code": "W2"/ { east = 1 } east && $1 == "-0.285," { sub("-0.285", "-0.29") } 1' "$SOURCE/tests/data/small_town/wards.geojson" > "$TMP/wards.geojson"
