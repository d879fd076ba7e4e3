cd "$TMP/out" && ls
cat tables/wards_asb.csv
