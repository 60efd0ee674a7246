#!/bin/sh
# Every test that fits in half an hour on two cores; the last line counts them all.
set -u
cd "$(dirname "$0")/.."
BIN=.venv/bin
LOGS=${TEST_LOGS:-build/test}
rm -rf "$LOGS"
mkdir -p "$LOGS"
began=$(date +%s)
failed=""

# Tests have a data directory and a secret of their own, and never read the hub's.
SIMPUL_VAR=$(mktemp -d)
trap 'rm -rf "$SIMPUL_VAR"' EXIT
export SIMPUL_VAR
export SECRET_KEY=only-for-tests-4f0c1a7e5d2b48c39a6e0d7b1f5c8e2a9b3d6f
export SIMPUL_SITE_URL=http://localhost:8000
export PYTHONWARNINGS=default

# part NAME "WORDS" COMMAND...: runs it, keeps its output, shows it when it fails.
part() {
    name=$1 words=$2
    shift 2
    started=$(date +%s)
    printf '%s ... ' "$words"
    if "$@" >"$LOGS/$name.log" 2>&1; then
        last=$(grep -a -E '(passed|skipped)' "$LOGS/$name.log" | tail -n 1 | tr -d '=')
        echo "ok, $(($(date +%s) - started)) s ${last:+($(echo "$last" | sed 's/ in .*//;s/^ *//'))}"
    else
        echo "FAILED, $(($(date +%s) - started)) s"
        tail -n 80 "$LOGS/$name.log"
        echo "(whole output: $LOGS/$name.log)"
        failed="$failed $name"
    fi
}

pytest() { "$BIN/python" -m pytest -q --color=no "$@"; }
prepared() {
    "$BIN/python" deploy/words.py && "$BIN/simpul" build-assets &&
        "$BIN/simpul" collectstatic --no-input -v0
}

FAST="not browser and not slow and not postgres and not kill"
part prepare "Words and assets" prepared
part lint "Format and lint" sh -c "$BIN/ruff format -q --check . && $BIN/ruff check -q ."
part contracts "Import contracts" "$BIN/lint-imports"
part types "Types" "$BIN/mypy"
part sqlite "Unit, property and house tests on SQLite" pytest -n 2 -m "$FAST"
# What asks no database (search, ui, the house) is not run a second time, and who may do what and how
# much a list asks are tried on one; make check-full runs all of it on both. The other parts start
# from models as they are; here the migrations are run.
part postgres "The same on PostgreSQL, properties with fewer examples" \
    env HYPOTHESIS_PROFILE=brief "$BIN/python" -m tests.postgres "$BIN/python" -m pytest -q --color=no -n 2 --migrations \
    --ignore=tests/search --ignore=tests/ui --ignore=tests/matrix --ignore=tests/test_house.py \
    --ignore-glob='*/test_lists.py' -m "not browser and not slow and not kill"
part browser "Journeys and pages in a browser" pytest -n 2 -m "browser and not slow"
part kill "Killed processes" pytest -n 2 --dist loadscope -m "kill and not slow"
part bench "Benches, as ratios" "$BIN/python" -m tests.bench --size ci --brief
[ -z "$failed" ] && grep -a ': ' "$LOGS/bench.log" | tail -n 30

# The closing line of each run of pytest, added up.
cat "$LOGS"/*.log | grep -a -E '^(=+ )?[0-9]+ (passed|failed|error|skipped).* in [0-9.]+s' |
    awk -v took="$(($(date +%s) - began))" '
        { for (i = 1; i < NF; i++) if ($i ~ /^[0-9]+$/) { kind = $(i + 1); sub(/,$/, "", kind); sub(/^error$/, "errors", kind); n[kind] += $i } }
        END { line = ""; split("failed errors passed skipped deselected xfailed warnings", kinds, " ")
              for (k = 1; k <= 7; k++) if (n[kinds[k]]) line = line (line ? ", " : "") n[kinds[k]] " " kinds[k]
              print "===== " (line ? line : "no tests ran") " in " took ".00s =====" }'
if [ -n "$failed" ]; then
    echo "Failed:$failed" >&2
    exit 1
fi
