grep -o "\"bandwidth_m\": [0-9.]*" "$TMP/out/manifest.json"
