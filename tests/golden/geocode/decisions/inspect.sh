# Without the degrees, whose last digit depends on the grids that PROJ has.
sed -E 's/,[^,]*,[^,]*$//' "$TMP/located.csv"
cat "$TMP/review.csv"
