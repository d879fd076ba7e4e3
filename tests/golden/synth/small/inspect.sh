cd "$TMP/town" && find . -type f | sort && wc -l < incidents.csv
