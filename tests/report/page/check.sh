#!/usr/bin/env bash
# Maps the demo town and looks at its report as a browser, a screen reader and a printer do.
#
#     check.sh WARDMAP SOURCE FOLDER     exit code 77: skipped, the last line says why
#
# The packages of package.json are installed once into FOLDER, at the versions that package-lock.json pins.
set -euo pipefail
wardmap=$1 source=$2 folder=$3
here=$source/tests/report/page

skip() { echo "report page check skipped: $1"; exit 77; }
for program in node npm pdftotext; do
  command -v "$program" >/dev/null || skip "there is no $program (scripts/setup check installs it)"
done
CHROMIUM=${CHROMIUM:-$(command -v chromium || true)}
[ -n "$CHROMIUM" ] || skip 'there is no chromium (scripts/setup check installs it)'
export CHROMIUM

mkdir -p "$folder"
wanted=$(sha256sum <"$here/package-lock.json")
if [ "$(cat "$folder/tools/.made-for" 2>/dev/null)" != "$wanted" ]; then
  rm -rf "$folder/tools"
  mkdir "$folder/tools"
  cp "$here/package.json" "$here/package-lock.json" "$folder/tools/"
  (cd "$folder/tools" && npm ci --ignore-scripts --no-audit --no-fund) >"$folder/npm.log" 2>&1 ||
    skip "its npm packages could not be installed: $(grep -m 1 'error' "$folder/npm.log" || tail -n 1 "$folder/npm.log")"
  echo "$wanted" >"$folder/tools/.made-for"
fi

rm -rf "$folder/result"
"$wardmap" run "$source/data/demo/study.toml" --out "$folder/result" >"$folder/run.log"
cd "$folder/tools"
exec node "$here/check_page.mjs" "$folder/result/report.html" "$folder/report.pdf"
