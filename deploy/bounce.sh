#!/bin/sh
# Takes a returned mail on standard input, as a mail server's alias hands it over.
set -eu
cd "$(dirname "$0")/.."
set -a
. "${SIMPUL_ENV:-/etc/simpul.env}"
set +a
exec .venv/bin/simpul mail-bounce -
