printf "x,y,day\n" > p.csv; for m in 01 02 03; do for d in 02 09 16 23; do printf "523000,223000,2025-%s-%s\n" $m $d >> p.csv; done; done
