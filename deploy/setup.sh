#!/bin/sh
# All of `make run` but serving: settings, databases, words, assets, facts, index.
# A step is skipped while what it reads has not changed; an interrupted step is done again.
set -eu
cd "$(dirname "$0")/.."
. deploy/settings.sh
BIN=.venv/bin
export PYTHONUNBUFFERED=1

mkdir -p "$VAR/stamps"
exec 9>"$VAR/setup.lock"
flock -n 9 || { echo "Another setup works on $VAR; waiting for it."; flock 9; }

# fingerprint PATH...: one line that changes when any file below the paths does.
fingerprint() {
    find "$@" -type f ! -name '*.pyc' ! -name '*.mo' 2>/dev/null | LC_ALL=C sort | tr '\n' '\0' |
        xargs -0 cat -- /dev/null | sha256sum | cut -d' ' -f1
}

# step NUMBER NAME RESULT "WORDS" PATH...: runs do_NAME unless RESULT stands and PATHs are unchanged.
step() {
    number=$1 name=$2 result=$3 words=$4
    shift 4
    now=$(fingerprint deploy/setup.sh "$@")-$DATABASE
    if [ -e "$result" ] && [ "$(cat "$VAR/stamps/$name" 2>/dev/null)" = "$now" ]; then
        return
    fi
    echo "[$number] $words"
    rm -f "$VAR/stamps/$name"
    "do_$name"
    date +%s%N >"$VAR/stamps/$name.ran"
    echo "$now" >"$VAR/stamps/$name.new"
    mv "$VAR/stamps/$name.new" "$VAR/stamps/$name"
}

# A backup is the operator's to make before; what the old release still needs waits for --contract.
do_database() { $BIN/simpul upgrade --no-backup; }
do_words() { $BIN/python deploy/words.py; }
do_assets() {
    $BIN/simpul build-assets
    $BIN/simpul collectstatic --no-input -v0
}
do_facts() { $BIN/simpul load; }
do_demo() { $BIN/simpul demo; }
do_index() { $BIN/simpul reindex; }

if [ ! -e .env ] && [ -z "${SECRET_KEY:-}" ]; then
    (
        umask 077
        key=$($BIN/python -c 'import secrets; print(secrets.token_urlsafe(50))')
        printf 'SECRET_KEY=%s\nSIMPUL_SITE_URL=http://localhost:8000\nLOG_FORMAT=text\n' "$key" >.env.new
        printf '# Marked people and cases to try everything with; never on a public machine.\nSIMPUL_DEMO=1\n' >>.env.new
        mv .env.new .env
    )
    echo "      Settings with a secret of their own are in .env"
fi

here=$VAR/simpul.sqlite3
[ "$DATABASE" = sqlite ] || here=.
locked=requirements/runtime.txt
step 3/6 database "$here" "Database" simpul/*/migrations simpul/config/settings $locked
step 4/6 words locale/id/LC_MESSAGES/django.mo "Words of both languages" locale
step 5/6 assets "$VAR/static/staticfiles.json" "Styles, scripts and pictures" \
    simpul/*/static simpul/*/styles simpul/ui simpul/config/settings $locked
step 6/6 facts "$VAR/stamps/facts.ran" "Facts: regions, institutions, hubs, innovations (about a minute)" \
    data simpul/*/services simpul/*/services.py simpul/*/models simpul/*/models.py simpul/sources \
    "$VAR/stamps/database.ran"
case $(setting SIMPUL_DEMO '') in
1 | true | True | yes | on)
    step 6/6 demo "$VAR/stamps/demo.ran" "Demonstration: marked people and cases (SIMPUL_DEMO=1 in .env)" data/demo simpul/config/demo ;;
esac
step 6/6 index "$VAR/stamps/index.ran" "Search index" \
    simpul/search data/search simpul/innovations/queries simpul/innovations/services \
    "$VAR/stamps/facts.ran" "$VAR/stamps/demo.ran"
