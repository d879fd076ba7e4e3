grep -o 'label="[^"]*"' "$TMP/d.qml"
