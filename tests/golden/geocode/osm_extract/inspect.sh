cat "$TMP/built"
# Without the metres and degrees, whose last digits depend on the grids that PROJ has.
sed -E 's/,[^,]*,[^,]*,[^,]*,[^,]*$//' "$TMP/located.csv"
