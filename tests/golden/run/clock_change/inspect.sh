grep -v ",0.0000$" "$TMP/out/tables/times_asb.csv"; cat "$TMP/out/tables/peaks_asb.csv"; cat "$TMP/out/tables/rejected.csv"
