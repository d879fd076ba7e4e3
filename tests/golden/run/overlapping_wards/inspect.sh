cut -d, -f1-4 "$TMP/out/tables/wards_asb.csv"; cat "$TMP/out/tables/rows_by_ward.csv"
