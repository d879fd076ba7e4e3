printf "x,y,day\n,,2025-01-01\n" > p.csv
