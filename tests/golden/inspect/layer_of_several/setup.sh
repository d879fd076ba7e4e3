printf 'ref,category,address,date\n1,Noise,1 Elm Road,13/01/2025\n' > "$TMP/calls.csv"
printf 'code,meaning\n1,Noise\n' > "$TMP/codes.csv"
ogr2ogr -q -nln calls "$TMP/calls.gpkg" "$TMP/calls.csv" && ogr2ogr -q -update -nln codes "$TMP/calls.gpkg" "$TMP/codes.csv"
