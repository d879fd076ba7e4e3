printf "x,y,day\n" > p.csv; for d in 1 2 3 9 20; do printf "523000,223000,2025-01-%02d\n" $d >> p.csv; done
