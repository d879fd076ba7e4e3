cd "$TMP/out" && find . -type f -not -path './shapefile/*' | sort
head -20 tables/published_numbers.csv
cat tables/wards_drugs.csv
grep -v -E '"(sha256|bytes|path|made_from|GDAL|GEOS|PROJ|SQLite|wardmap)"' manifest.json | sed -n '1,74p'
echo "In the report:"
sed -n '/<h2 id="reading">/,/<\/ul>/s/<li>\(.*\)<\/li>/\1/p' report.html
echo "In the abstracts of the QGIS project's layers:"
python3 -c 'import zipfile; print(zipfile.ZipFile("wardmap.qgz").read("wardmap.qgs").decode())' |
  grep -o 'Public release: .*no guarantee of anonymity\.' | sort | uniq -c
