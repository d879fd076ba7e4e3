for file in "osm:$CASE/town.osm" "$CASE/town.osm.pbf"; do
  "$WARDMAP" gazetteer build --out "$TMP/town.gazetteer" "$file" 2>&1 | sed -n 2p >> "$TMP/built"
done
printf 'location\n"12 Elm Rd, SG1 1AB"\n"Harrow Court, Newton"\n"outside the Old Crown"\n' > "$TMP/rows.csv"
