#!/bin/sh
# Serves the shipped facts on scratch data and gives the Nu HTML checker every kind of page, in both
# languages. Needs Java and npm (for the package vnu-jar); says so where one is missing.
set -eu
cd "$(dirname "$0")/.."
command -v java >/dev/null || { echo "skipped: needs Java (apt install default-jre-headless)"; exit 0; }
command -v npm >/dev/null || { echo "skipped: needs npm to fetch vnu-jar (apt install npm)"; exit 0; }
jar=build/nu/node_modules/vnu-jar/build/dist/vnu.jar
[ -e "$jar" ] || npm install --silent --no-fund --no-audit --prefix build/nu vnu-jar@26 >/dev/null 2>&1 ||
    { echo "skipped: vnu-jar could not be fetched from npm"; exit 0; }

export SIMPUL_VAR="$PWD/build/nu/var" LOG_FORMAT=text
export SECRET_KEY=only-for-checks-4f0c1a7e5d2b48c39a6e0d7b1f5c8e2a9b3d6f
port=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("", 0)); print(s.getsockname()[1])')
export SIMPUL_SITE_URL="http://localhost:$port"
sh deploy/setup.sh
.venv/bin/simpul serve --port "$port" --workers 1 >build/nu/serve.log 2>&1 &
server=$!
trap 'kill $server; wait $server || true' EXIT
rm -rf build/nu/pages
.venv/bin/python deploy/pages.py "$SIMPUL_SITE_URL" build/nu/pages
java -jar "$jar" --errors-only --stdout --format gnu build/nu/pages
echo "Nu HTML checker: clean"
