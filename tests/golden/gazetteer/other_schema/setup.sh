"$WARDMAP" gazetteer build --out "$TMP/town.gazetteer" "$SOURCE/tests/data/gazetteer_town/addresses.csv" "$SOURCE/tests/data/gazetteer_town/postcodes.csv" > "$TMP/built"
# user_version stands at bytes 60 to 63 of a SQLite file.
printf '\000\000\000\143' | dd of="$TMP/town.gazetteer" bs=1 seek=60 conv=notrunc status=none
