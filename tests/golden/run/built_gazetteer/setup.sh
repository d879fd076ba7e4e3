"$WARDMAP" gazetteer build --out "$TMP/town.gazetteer" --crs EPSG:27700 "$SOURCE/tests/data/gazetteer_town/addresses.csv" "$SOURCE/tests/data/gazetteer_town/postcodes.csv" > "$TMP/built"
printf 'ref,category,location\n' > "$TMP/incidents.csv"
for i in $(seq 1 30); do printf 'R%s,ASB,"%s Elm Road, Newton"\n' "$i" "$((i % 3 == 2 ? 12 : i % 3 + 1))" >> "$TMP/incidents.csv"; done
