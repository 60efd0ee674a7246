#!/bin/sh
# Collects every marked word into locale/id/LC_MESSAGES/django.po; English is the source language.
set -eu
.venv/bin/simpul makemessages -l id --no-wrap --no-location --no-obsolete --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*' --ignore 'build/*' "$@"
