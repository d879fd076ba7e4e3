cat "$TMP/out/patrol_asb.csv" "$TMP/out/rota_asb.csv"; head -8 "$TMP/out/patrol_asb.gpx"; ogrinfo -so -al "$TMP/out/patrol_asb.gpx" | grep -E "Layer name|Feature Count"
