#!/usr/bin/env bash
# Ward assignment beside its peers, in one run: wardmap, GEOS (prepared polygons behind an STRtree) and, where a
# PostgreSQL with PostGIS is installed, PostGIS (ST_Intersects; a GiST index on the
# points, built before the clock starts, lets it prepare each ward once: its fastest way).
#
#   benchmarks/peers/ward_index.sh BUILD_FOLDER      of the preset `bench`
#
# Times are user CPU seconds, for PostGIS the backend's; other work on the machine disturbs them less than the clock.
set -euo pipefail
build=${1:?the build folder of the preset bench}
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"

"$build/bin/wardmap_ward_index" "$folder"
cc -O2 -o "$folder/geos_wards" "$here/geos_wards.c" -lgeos_c
"$folder/geos_wards" "$folder/wards.bin" "$folder/points.bin"

binaries=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1 || true)
if [ -z "$binaries" ] || ! ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1; then
  echo "PostGIS is not installed: left out"
  exit 0
fi
as_postgres() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
cluster=$folder/cluster
mkdir "$cluster"
[ "$(id -u)" -ne 0 ] || chown postgres "$cluster"
as_postgres "$binaries/initdb" -D "$cluster/data" -A trust >/dev/null
as_postgres "$binaries/pg_ctl" -D "$cluster/data" -w -s -l "$cluster/log" -o "-c listen_addresses='' -k $cluster -c jit=off -c max_parallel_workers_per_gather=0 -c shared_buffers=512MB" start
trap 'as_postgres "$binaries/pg_ctl" -D "$cluster/data" -s -m immediate stop; rm -rf "$folder"' EXIT
sql() { as_postgres "$binaries/psql" -h "$cluster" -d postgres -qAtX -v ON_ERROR_STOP=1 "$@"; }
sql -c "CREATE EXTENSION postgis" \
  -c "CREATE TABLE wards(id int, shape text)" -c "\\copy wards FROM '$folder/wards.csv' CSV" \
  -c "CREATE TABLE polygons(id int, shape geometry)" -c "ALTER TABLE polygons ALTER shape SET STORAGE EXTERNAL" \
  -c "INSERT INTO polygons SELECT id, ST_GeomFromText(shape, 27700) FROM wards" \
  -c "CREATE TABLE raw(id int, x double precision, y double precision, ward int)" \
  -c "\\copy raw FROM '$folder/points.csv' CSV" \
  -c "CREATE TABLE points AS SELECT id, ward, ST_SetSRID(ST_MakePoint(x, y), 27700) AS place FROM raw" \
  -c "CREATE INDEX ON points USING gist(place)" \
  -c "ANALYZE" >/dev/null
# user CPU of the backend before and after the join, from /proc
sql <<'SQL'
CREATE FUNCTION user_seconds() RETURNS double precision LANGUAGE sql AS $$
  SELECT (regexp_split_to_array(pg_read_file('/proc/' || pg_backend_pid() || '/stat'), ' '))[14]::float / 100 $$;
CREATE TEMP TABLE clock(at double precision);
INSERT INTO clock SELECT user_seconds();
CREATE TEMP TABLE found AS SELECT p.id, min(w.id) AS ward, count(*) AS hits, bool_or(w.id = p.ward) AS agrees, p.ward AS ours
  FROM points p JOIN polygons w ON ST_Intersects(w.shape, p.place) GROUP BY p.id, p.ward;
INSERT INTO clock SELECT user_seconds();
SELECT format('PostGIS %s   %s   %s points on borders are in several wards; wardmap''s ward is none of PostGIS''s on %s',
  rpad(postgis_lib_version(), 7), round((SELECT max(at) - min(at) FROM clock)::numeric, 3),
  count(*) FILTER (WHERE hits > 1), count(*) FILTER (WHERE ours >= 0 AND NOT agrees)) FROM found;
SQL
