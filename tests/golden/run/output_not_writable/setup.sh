echo text > "$TMP/file"
