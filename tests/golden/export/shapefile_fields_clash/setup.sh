"$WARDMAP" run "$SOURCE/tests/golden/run/small_town/study.toml" --data "$SOURCE/tests/data/small_town" --out "$TMP/result" --quiet 2>/dev/null
sqlite3 result/wardmap.gpkg "ALTER TABLE wards_asb RENAME COLUMN funnel_low TO incidents_of_one_kind; ALTER TABLE wards_asb RENAME COLUMN funnel_high TO incidents_of_another"
