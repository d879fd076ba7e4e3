"$WARDMAP" gazetteer build --out "$TMP/town.gazetteer" "$SOURCE/tests/data/gazetteer_town/addresses.csv" "$SOURCE/tests/data/gazetteer_town/postcodes.csv" > "$TMP/built"
head -c 40000 "$TMP/town.gazetteer" > "$TMP/cut"; mv "$TMP/cut" "$TMP/town.gazetteer"
