#!/usr/bin/env bash
# The demo town with its incidents, wards and tower blocks in tables has the results that it has from files, and says
# where they came from without the server. Run by with_cluster.sh.
set -euo pipefail
demo=$SOURCE/data/demo
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"

sql() { psql --quiet --no-psqlrc --username=owner --dbname=wardmap "$@"; }
sql --command='CREATE SCHEMA crime; CREATE TABLE crime.incidents (ref text PRIMARY KEY, category text, notes text, location text, "from" text, "to" text, reporter text)' \
  --command="\\copy crime.incidents from '$demo/incidents.csv' csv header"
for layer in wards blocks; do
  ogr2ogr -f PostgreSQL "PG:host=$PGHOST port=$PGPORT user=owner dbname=wardmap" "$demo/$layer.geojson" \
    -lco SCHEMA=crime -nln "$layer" -t_srs EPSG:27700
done
sql --command='GRANT USAGE ON SCHEMA crime TO analyst; GRANT SELECT ON ALL TABLES IN SCHEMA crime TO analyst'

address="postgresql://analyst:s3cr%3At%2Fp%40ss@127.0.0.1:$PGPORT/wardmap"
sed -e "s|^file = \"incidents.csv\"|file = \"$address\"\nlayer = \"crime.incidents\"|" \
  -e "/^\[wards\]/,/^\$/s|^file = .*|file = \"$address\"\nlayer = \"crime.wards\"|" \
  -e "/^\[tower_blocks\]/,/^\$/s|^file = .*|file = \"$address?schema=crime\"\nlayer = \"blocks\"|" "$demo/study.toml" >study.toml
grep -c '^layer = ' study.toml | grep -qx 3

"$WARDMAP" run study.toml --data "$demo" --out from_tables --quiet >said 2>&1 || { cat said; exit 1; }
"$WARDMAP" run study.toml --data "$demo" --out again --quiet >>said 2>&1
"$WARDMAP" run "$demo/study.toml" --out from_files --quiet >>said 2>&1
diff -r from_tables again
for file in $(cd from_files/tables && ls | grep -v '^hit_rate.csv$'); do # which names the sources
  cmp "from_files/tables/$file" "from_tables/tables/$file"
done
diff -r from_files/geojson from_tables/geojson
if grep -rlE 's3cr|analyst|127\.0\.0\.1' from_tables said; then
  echo 'FAULT: the server, its user or its password is in the result'
  exit 1
fi
grep -q '"path": "wardmap/crime.incidents"' from_tables/manifest.json
grep -q '"path": "wardmap/crime.wards"' from_tables/manifest.json
grep -q '"path": "wardmap/crime.blocks"' from_tables/manifest.json

# Rights to read are enough, and a study never writes.
[ "$(sql --tuples-only --no-align --command='SELECT count(*) FROM crime.incidents')" -eq "$(($(wc -l <"$demo/incidents.csv") - 1))" ]

# Faults: a table that is not there, a server that is away, a wrong password, a database where a file is wanted.
expect() {
  local code=$1 said=$2 status=0
  "$WARDMAP" run bad.toml --data "$demo" --out bad --quiet >said 2>&1 || status=$?
  [ "$status" -eq "$code" ] && grep -qF -- "$said" said && ! grep -qE 's3cr|hunter2' said || { echo "FAULT ($status):"; cat said; exit 1; }
}
sed 's|crime.incidents|crime.no_such|' study.toml >bad.toml
expect 3 "there is no table 'no_such'"
sed "s|127.0.0.1:$PGPORT|127.0.0.1:1|" study.toml >bad.toml
expect 3 'refused'
sed 's|s3cr%3At%2Fp%40ss|hunter2|' study.toml >bad.toml
expect 3 'password authentication failed'
sed "s|^file = \"addresses.csv\"|file = \"$address\"|" study.toml >bad.toml
expect 2 'a database cannot be read here'
echo 'all cases passed'
