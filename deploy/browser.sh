#!/bin/sh
# Finds a chromium for the browser tests, or installs Debian's.
set -eu
find_chromium() { for c in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do [ -n "$c" ] && command -v "$c" && return 0; done; return 1; }
find_chromium >/dev/null && command -v msgfmt >/dev/null && [ -e /usr/lib/*-linux-gnu/libatomic.so.1 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Debian's chromium, gettext and libatomic1 for the tests"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium gettext libatomic1 fonts-dejavu-core >/dev/null 2>&1 || true
fi
if ! find_chromium >/dev/null; then
    .venv/bin/python -m playwright install chromium || {
        echo "No browser for the tests. Install one: apt install chromium gettext libatomic1 (or set CHROMIUM=/path/to/chromium)"; exit 1; }
fi
