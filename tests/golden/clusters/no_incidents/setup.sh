printf "x,y\n,\n" > p.csv
