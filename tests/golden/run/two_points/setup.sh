printf 'ref,category,x,y\n' > "$TMP/incidents.csv"
for i in $(seq 1 40); do printf 'R%s,ASB,%s,224000\n' "$i" "$((523000 + 450 * (i % 2)))" >> "$TMP/incidents.csv"; done
