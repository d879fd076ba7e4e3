cp "$SOURCE"/tests/golden/run/small_town/study.toml . && "$WARDMAP" run study.toml --data "$SOURCE/tests/data/small_town" --out "$TMP/result" --quiet 2>/dev/null
