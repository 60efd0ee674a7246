#!/bin/sh
# Format, lint, contracts, types, templates, migrations, deploy check, words, docs, known weaknesses.
set -u
cd "$(dirname "$0")/.."
BIN=.venv/bin
failed=""
SIMPUL_VAR=$(mktemp -d)
trap 'rm -rf "$SIMPUL_VAR"' EXIT
export SIMPUL_VAR
export SECRET_KEY=only-for-checks-4f0c1a7e5d2b48c39a6e0d7b1f5c8e2a9b3d6f

check() {
    words=$1
    shift
    printf '%s ... ' "$words"
    if output=$("$@" 2>&1); then
        echo ok
    else
        echo FAILED
        printf '%s\n' "$output" | tail -n 60
        failed="$failed $words;"
    fi
}

# As on a real machine: the values of deploy/production.env.example.
as_in_production() {
    env $(grep -v '^#' deploy/production.env.example | grep '=' | grep -v '^DATABASE_URL') \
        SECRET_KEY="$SECRET_KEY" SIMPUL_VAR="$SIMPUL_VAR" \
        "$BIN/simpul" check --deploy --fail-level WARNING
}
words_in_sync() {
    before=$(mktemp -d)
    cp -R locale "$before/"
    sh deploy/words.sh -v0
    "$BIN/python" deploy/words.py --same-as "$before/locale"
    same=$?
    cp -R "$before/locale" .
    rm -rf "$before"
    return $same
}
templates() { find simpul -name '*.html' -print0 | xargs -0 "$BIN/djade" --check --target-version 5.2; }

check "Format" "$BIN/ruff" format -q --check .
check "Lint" "$BIN/ruff" check -q .
check "Import contracts" "$BIN/lint-imports"
check "Types" "$BIN/mypy"
check "Templates" templates
check "Migrations" "$BIN/simpul" makemigrations --check --dry-run
check "Deploy check" as_in_production
check "Every word has its Indonesian" "$BIN/python" deploy/words.py --strict
if command -v msgfmt >/dev/null && command -v xgettext >/dev/null; then
    check "Words in sync with the code" words_in_sync
else
    echo "Words in sync with the code ... skipped: needs gettext (apt install gettext)"
fi
check "Reference pages in sync with the code" "$BIN/simpul" reference --check
check "House rules" "$BIN/python" -m pytest -q tests/test_house.py
check "Bandit" "$BIN/bandit" -q -c pyproject.toml -r simpul
if [ -n "$failed" ]; then
    echo "Not clean:$failed"
    exit 1
fi
echo "All clean."
