# Of all 1600 pixels those of the town, 600 by 600 m, have data; a pixel within, beside its west edge, and its neighbour without.
# GDAL 3.10 prints an empty line where there is no data, earlier ones the value that stands for it.
values() { gdallocationinfo -valonly -geoloc "$TMP/d.tif" "$@" | sed 's/^$/-9999/'; }
echo "no data $(values 523090 224410), data $(awk -v v="$(values 523110 224410)" 'BEGIN { print (v > 0 ? "yes" : "no") }')"
for y in $(seq 224010 20 224790); do for x in $(seq 523010 20 523790); do echo "$x $y"; done; done \
    | values | awk '$1 == -9999 { out++ } $1 >= 0 { in_town++ } END { print out, in_town }'
tail -n +2 "$TMP/d.csv" | wc -l
gdalinfo "$TMP/d.tif" | grep -E "NoData|EDGE"
