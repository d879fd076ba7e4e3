cat "$TMP/out/surgeries.csv"; (cd "$TMP/out" && ls)
