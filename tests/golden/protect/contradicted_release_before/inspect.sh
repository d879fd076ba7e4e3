cd "$TMP/out" && grep -A 7 '"intruder_check"' manifest.json
grep -A 6 '"notices"' manifest.json
grep -o '[0-9]* of [0-9]* numbers of the release before [^<]*' report.html
