grep -o 'color="[^"]*".* label="[^"]*"' "$TMP/d.qml"
ogrinfo -q -sql "SELECT class, density_from, density_to FROM density_classes" "$TMP/d.gpkg" | grep =
