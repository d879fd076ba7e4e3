# A review that was filled in where the last run wrote it: the next run must not sweep it away.
cp "$SOURCE"/tests/data/gazetteer_town/*.csv "$TMP"
mkdir "$TMP/out" && echo '{}' > "$TMP/out/manifest.json"
printf 'location,postcode,uprn,decision\n"5 Church Street, Newton",,,uprn 990000000202\n' > "$TMP/out/review.csv"
printf 'ref,category,location\n1,ASB,"5 Church Street, Newton"\n' > "$TMP/incidents.csv"
