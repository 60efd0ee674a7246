# Read by the scripts beside it: where data lives (VAR) and which database (DATABASE).
# The environment wins over .env, as in the program itself.
setting() {
    eval "given=\${$1:-}"
    if [ -z "$given" ] && [ -r .env ]; then
        given=$(sed -n "s/^$1=//p" .env | tail -n 1 | tr -d "\"'")
    fi
    printf '%s' "${given:-$2}"
}
VAR=$(setting SIMPUL_VAR "$PWD/var")
DATABASE=sqlite
[ -z "$(setting DATABASE_URL '')" ] || DATABASE=$(setting DATABASE_URL '' | sha256sum | cut -c1-16)
