"$WARDMAP" run "$SOURCE/tests/golden/run/small_town/study.toml" --data "$SOURCE/tests/data/small_town" --profile partner --out "$TMP/partner" --quiet
