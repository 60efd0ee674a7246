#!/bin/sh
# Checks the pages the tests keep in build/pages (tests/ui/test_nu.py) with the Nu HTML checker.
set -eu
cd "$(dirname "$0")/.."
command -v java >/dev/null || { echo "skipped: needs Java (apt install default-jre-headless)"; exit 0; }
command -v npm >/dev/null || { echo "skipped: needs npm to fetch vnu-jar (apt install npm)"; exit 0; }
jar=build/nu/node_modules/vnu-jar/build/dist/vnu.jar
[ -e "$jar" ] || npm install --silent --prefix build/nu vnu-jar@26 >/dev/null
