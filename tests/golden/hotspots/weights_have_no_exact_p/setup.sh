printf "x,y,harm\n524000,224000,1\n" > p.csv
