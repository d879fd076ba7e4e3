#!/usr/bin/env bash
# The results that the tests look at, all of the demo town: make_results.sh WARDMAP DEMO FOLDER
# demo as it comes; monthly with a surface of each month; partner and public as others may see it; empty of a theme.
set -euo pipefail
wardmap=$1 demo=$2 folder=$3
mkdir -p "$folder"
make_one() { # NAME SED-SCRIPT
  sed -e "$2" "$demo/study.toml" >"$folder/$1.toml"
  "$wardmap" run "$folder/$1.toml" --data "$demo" --out "$folder/$1" --quiet --accept-hit-rate
}
make_one demo ''
make_one monthly 's/^\[density\]/[density]\nmonthly = true/'
make_one partner 's/^\[output\]/[output]\nprofile = "partner"/'
# A theme whose words nobody has written.
make_one empty 's/^preset = "drugs"/id = "drugs"\ntitle = "Drugs"\ncategories = ["no incident is called that"]\nmay_be_empty = true/'
"$wardmap" protect "$folder/demo" --profile public --approved-by 'A. Tester' --out "$folder/public" >/dev/null
