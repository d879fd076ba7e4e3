#!/usr/bin/env bash
# Starts a PostgreSQL server of its own with PostGIS, runs a command, stops the server, whatever happened.
#
#   with_cluster.sh COMMAND…
#
# The server lives in a temporary folder and listens on a socket there and on a free port of 127.0.0.1, with passwords.
# The command finds: PGHOST, PGPORT (of the socket), WARDMAP_TEST_DATABASE (an address whose user needs no password), the
# database "wardmap" with PostGIS, and the user "analyst", password "s3cr:t/p@ss", who needs it.
# Without a server, or without a user to run it as, it says so and ends with 0.
set -euo pipefail

skip() { echo "skipped: $1"; exit 0; }

bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1) || true
[ -n "$bin" ] && [ -x "$bin/initdb" ] || skip 'there is no PostgreSQL server (scripts/setup check installs one)'
find /usr/share/postgresql -name 'postgis.control' 2>/dev/null | grep -q . || skip 'there is no PostGIS'

folder=$(mktemp -d /tmp/wardmap_postgis.XXXXXX)
as_server=()
if [ "$(id -u)" -eq 0 ]; then # the server refuses to run as root
  id postgres >/dev/null 2>&1 || skip 'there is no user to run the server as'
  chown postgres "$folder"
  chmod 755 "$folder"
  as_server=(setpriv --reuid=postgres --regid=postgres --clear-groups env HOME="$folder")
fi
stop() {
  "${as_server[@]}" "$bin/pg_ctl" --pgdata="$folder/data" --mode=immediate --silent stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

cd "$folder"
LC_ALL=C "${as_server[@]}" "$bin/initdb" --pgdata="$folder/data" --username=owner --auth-local=trust \
  --auth-host=scram-sha-256 --encoding=UTF8 --locale=C --no-sync >"$folder/initdb.log" 2>&1 ||
  { cat "$folder/initdb.log"; exit 1; }
export PGHOST=$folder
started=no
for _ in 1 2 3 4 5; do # another program may take the port first
  PGPORT=$((20000 + RANDOM % 20000))
  if "${as_server[@]}" "$bin/pg_ctl" --pgdata="$folder/data" --log="$folder/data/log" --silent --wait start \
    -o "-c listen_addresses=127.0.0.1 -c port=$PGPORT -c unix_socket_directories=$folder -c fsync=off" >/dev/null; then
    started=yes
    break
  fi
done
if [ "$started" = no ]; then
  cat "$folder/data/log"
  exit 1
fi
export PGPORT
psql --quiet --no-psqlrc --username=owner --dbname=postgres -c 'CREATE DATABASE wardmap'
psql --quiet --no-psqlrc --username=owner --dbname=wardmap -c 'CREATE EXTENSION postgis' \
  -c "CREATE ROLE analyst LOGIN PASSWORD 's3cr:t/p@ss'" -c 'GRANT CREATE ON DATABASE wardmap TO analyst'
export WARDMAP_TEST_DATABASE="postgresql://owner@${folder//\//%2F}:$PGPORT/wardmap"
cd - >/dev/null
"$@"
