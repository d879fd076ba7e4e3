printf "thing,x,y\na,1,2\n" > "$TMP/things.csv"
