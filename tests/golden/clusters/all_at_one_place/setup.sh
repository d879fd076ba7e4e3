printf "x,y\n" > p.csv; for i in 1 2 3 4 5; do echo 524000,224000 >> p.csv; done
