#!/bin/sh
# All of `make test` and `make check`, and what takes longer or needs more of the machine.
set -u
cd "$(dirname "$0")/.."
BIN=.venv/bin
LOGS=build/check-full
mkdir -p "$LOGS"
failed=""

part() {
    name=$1 words=$2
    shift 2
    echo "--- $words"
    if "$@" >"$LOGS/$name.log" 2>&1; then
        tail -n 1 "$LOGS/$name.log"
    else
        tail -n 80 "$LOGS/$name.log"
        echo "FAILED (whole output: $LOGS/$name.log)"
        failed="$failed $name"
    fi
}
with_test_settings() {
    SIMPUL_VAR=$(mktemp -d) SECRET_KEY=only-for-tests-4f0c1a7e5d2b48c39a6e0d7b1f5c8e2a9b3d6f \
        SIMPUL_SITE_URL=http://localhost:8000 HYPOTHESIS_PROFILE=${1} sh -c '
            .venv/bin/simpul build-assets && .venv/bin/simpul collectstatic --no-input -v0
            shift; .venv/bin/python -m pytest -q --color=no "$@"; code=$?
            rm -rf "$SIMPUL_VAR"; exit $code' sh "$@"
}

on_postgres() {
    SIMPUL_VAR=$(mktemp -d) SECRET_KEY=only-for-tests-4f0c1a7e5d2b48c39a6e0d7b1f5c8e2a9b3d6f \
        SIMPUL_SITE_URL=http://localhost:8000 HYPOTHESIS_PROFILE=brief \
        .venv/bin/python -m tests.postgres .venv/bin/python -m pytest -q --color=no "$@"
}

echo "--- make test"
sh deploy/test.sh || failed="$failed test"
echo "--- make check"
sh deploy/check.sh || failed="$failed check"
part slow "All matrix states, all themes and widths, long kill rounds" \
    with_test_settings simpul -m slow
part postgres "Everything on PostgreSQL, the long tests too" \
    on_postgres -n 2 --migrations -m "not browser and not kill"
part properties "Property tests, deep" \
    with_test_settings deep -n 2 -m "not browser and not slow and not postgres and not kill"
part html "Nu HTML checker" sh deploy/nu.sh
part audit "Known weaknesses of locked packages (asks pypi.org; needs the network)" sh deploy/audit.sh
if [ -n "$failed" ]; then
    echo "Not clean:$failed"
    exit 1
fi
echo "All clean."
