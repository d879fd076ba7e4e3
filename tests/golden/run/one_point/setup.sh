printf 'ref,category,x,y\n' > "$TMP/incidents.csv"
for i in $(seq 1 40); do printf 'R%s,ASB,523000,224000\n' "$i" >> "$TMP/incidents.csv"; done
