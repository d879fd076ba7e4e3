cut -d, -f1-12,18 "$TMP/out/tables/wards_asb.csv"
