cd "$TMP/out"
head -6 tables/clusters_asb.csv
head -8 tables/knox_asb.csv
head -4 tables/spates_asb.csv
