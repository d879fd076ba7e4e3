cd "$TMP/out" && find . -type f -not -path './shapefile/*' | sort
head -20 tables/published_numbers.csv
cat tables/wards_drugs.csv
grep -v -E '"(sha256|bytes|path|made_from|GDAL|GEOS|PROJ|SQLite|wardmap)"' manifest.json | sed -n '1,74p'
