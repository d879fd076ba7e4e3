cut -d, -f1-4,12-17 "$TMP/out/tables/wards_asb.csv"
