cd "$TMP/out" && find . -type f | sort
cat tables/ledger.csv tables/rows_by_ward.csv tables/wards_asb.csv
