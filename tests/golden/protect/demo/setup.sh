"$WARDMAP" run "$SOURCE/data/demo/study.toml" --out "$TMP/internal" --quiet
