#!/usr/bin/env bash
# What the command line does with a database: passwords, a server that is away, an end in the middle. Run by
# with_cluster.sh; WARDMAP is the program, SOURCE the source tree.
set -euo pipefail

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
faults=0
fault() { echo "FAULT: $1"; faults=$((faults + 1)); }
sql() { psql --quiet --no-psqlrc --username=owner --dbname=wardmap --tuples-only --no-align --command="$1"; }
# Ends with $1, says $2, and never $3; the rest is the command line.
expect() {
  local code=$1 said=$2 never=$3 status=0
  shift 3
  "$WARDMAP" "$@" >said 2>&1 || status=$?
  [ "$status" -eq "$code" ] || { fault "exit $status and not $code: $*"; cat said; }
  grep -qF -- "$said" said || { fault "it did not say: $said"; cat said; }
  if [ -n "$never" ] && grep -qF -- "$never" said; then fault "it said the password"; cat said; fi
}

cp "$SOURCE/tests/golden/run/small_town/study.toml" .
"$WARDMAP" run study.toml --data "$SOURCE/tests/data/small_town" --out result --quiet 2>/dev/null >/dev/null
over_tcp=127.0.0.1:$PGPORT/wardmap

# Passwords: wrong, not escaped, escaped, from the environment, from ~/.pgpass.
expect 5 'password authentication failed' hunter2 export result --layers all --to "postgresql://analyst:hunter2@$over_tcp"
PGPASSWORD=hunter2 expect 5 'password authentication failed' hunter2 export result --layers all --to "postgresql://analyst@$over_tcp"
expect 2 'cannot be read' 's3cr' export result --layers all --to "postgresql://analyst:s3cr:t/p@ss@$over_tcp"
expect 0 'escaped.wards_asb' 's3cr' export result --layers wards_asb --schema escaped --to "postgresql://analyst:s3cr%3At%2Fp%40ss@$over_tcp"
PGPASSWORD='s3cr:t/p@ss' expect 0 'env.wards_asb' 's3cr' export result --layers wards_asb --schema env --to "postgresql://analyst@$over_tcp"
printf '127.0.0.1:%s:wardmap:analyst:s3cr\\:t/p@ss\n' "$PGPORT" >pgpass
chmod 600 pgpass
PGPASSFILE=$tmp/pgpass expect 0 'pgpass.wards_asb' 's3cr' export result --layers wards_asb --to "postgresql://analyst@$over_tcp?schema=pgpass"

# A server that is away, a database that is not there, one without PostGIS, a system that it does not know.
expect 5 'refused' hunter2 export result --layers all --to 'postgresql://analyst:hunter2@127.0.0.1:1/wardmap'
expect 5 'does not exist' '' export result --layers all --to "${WARDMAP_TEST_DATABASE%/*}/nowhere"
expect 5 'no PostGIS' '' export result --layers all --to "${WARDMAP_TEST_DATABASE%/*}/postgres"
expect 5 'permission denied' '' export result --layers all --schema pg_catalog --to "$WARDMAP_TEST_DATABASE"

# A table that is not ours stays; so does a view on one of ours.
sql "CREATE SCHEMA theirs; CREATE TABLE theirs.wards_asb (a int); INSERT INTO theirs.wards_asb VALUES (7)"
expect 5 'did not write' '' export result --layers all --schema theirs --to "$WARDMAP_TEST_DATABASE"
[ "$(sql 'SELECT a FROM theirs.wards_asb')" = 7 ] || fault 'a table of others was touched'
[ "$(sql "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'theirs' AND relkind = 'r'")" = 1 ] ||
  fault 'something was written beside it'

# An export that ends in the middle leaves all as it was: ended by a signal, and by the server. A lock on the last
# table holds it there, after it has written the first.
expect 0 'ours.wards_asb' '' export result --layers wards_asb,hotspots_asb --schema ours --to "$WARDMAP_TEST_DATABASE"
sql 'UPDATE ours.wards_asb SET ward_name = $$as it was$$; CREATE VIEW ours.mine AS SELECT ward_name FROM ours.wards_asb; GRANT SELECT ON ours.wards_asb TO analyst'
waiting() { sql "SELECT pid FROM pg_stat_activity WHERE application_name = 'wardmap' AND wait_event_type = 'Lock'"; }
for way in signal server; do
  sql 'BEGIN; LOCK TABLE ours.hotspots_asb IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(60)' >/dev/null 2>&1 &
  locker=$!
  until [ "$(sql "SELECT count(*) FROM pg_locks WHERE relation = 'ours.hotspots_asb'::regclass AND mode = 'AccessExclusiveLock' AND granted")" = 1 ]; do
    sleep 0.1
  done
  "$WARDMAP" export result --layers wards_asb,hotspots_asb --schema ours --to "$WARDMAP_TEST_DATABASE" >said 2>&1 &
  exporter=$!
  for _ in $(seq 100); do
    pid=$(waiting)
    [ -z "$pid" ] || break
    sleep 0.1
  done
  [ -n "$pid" ] || { fault 'the export did not come to the lock'; cat said; }
  status=0
  if [ "$way" = signal ]; then kill -KILL "$exporter"; else sql "SELECT pg_terminate_backend(${pid:-0})" >/dev/null; fi
  wait "$exporter" 2>/dev/null || status=$?
  [ "$way" = signal ] || [ "$status" -eq 5 ] || fault "a lost connection ended with $status"
  sql "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'BEGIN; LOCK%'" >/dev/null
  wait "$locker" 2>/dev/null || true
  for _ in $(seq 50); do
    [ -n "$(sql "SELECT 1 FROM pg_stat_activity WHERE application_name = 'wardmap'")" ] || break
    sleep 0.1
  done
  [ "$(sql 'SELECT string_agg(DISTINCT ward_name, $$,$$) FROM ours.wards_asb')" = 'as it was' ] || fault "$way: the rows changed"
done
expect 0 'ours.hotspots_asb' '' export result --layers wards_asb,hotspots_asb --schema ours --to "$WARDMAP_TEST_DATABASE"
[ "$(sql 'SELECT count(*) FROM ours.mine WHERE ward_name = $$as it was$$')" = 0 ] || fault 'the rows did not change'
[ "$(sql "SELECT has_table_privilege('analyst', 'ours.wards_asb', 'SELECT')")" = t ] || fault 'the rights were lost'

# Two exports at a time: one after the other.
for i in 1 2; do
  "$WARDMAP" export result --layers wards_asb,hotspots_asb --schema ours --to "$WARDMAP_TEST_DATABASE" >"said$i" 2>&1 &
  pids[i]=$!
done
wait "${pids[1]}" && wait "${pids[2]}" || { fault 'two exports at a time'; cat said1 said2; }
rows=$(sql 'SELECT count(*) FROM ours.wards_asb')
[ "$rows" = "$(sqlite3 result/wardmap.gpkg 'SELECT count(*) FROM wards_asb')" ] || fault "$rows wards after two exports"

[ "$faults" -eq 0 ] || exit 1
echo "all cases passed"
