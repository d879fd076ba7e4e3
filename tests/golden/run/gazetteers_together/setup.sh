"$WARDMAP" gazetteer build --out "$TMP/addresses.gazetteer" "$SOURCE/tests/data/gazetteer_town/addresses.csv" > "$TMP/built"
cp "$SOURCE/tests/data/gazetteer_town/postcodes.csv" "$TMP"
printf 'ref,category,location\n' > "$TMP/incidents.csv"
for i in $(seq 1 30); do printf 'R%s,ASB,"%s Elm Road, Newton"\n' "$i" "$((i % 3 == 2 ? 12 : i % 3 + 1))" >> "$TMP/incidents.csv"; done
printf 'P1,ASB,SG1 3AA\n' >> "$TMP/incidents.csv"
