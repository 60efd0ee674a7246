#!/bin/sh
# Asks the advisory service of PyPI about every locked package. Where it cannot be asked, that is said:
# silence is not innocence.
set -u
cd "$(dirname "$0")/.."
said=$(mktemp)
trap 'rm -f "$said"' EXIT
wrong=0
for lock in requirements/runtime.txt requirements/semantic.txt requirements/s3.txt; do
    .venv/bin/pip-audit --disable-pip --progress-spinner off -f json -r "$lock" >"$said" 2>/dev/null
    .venv/bin/python - "$lock" "$said" <<'PYTHON' || wrong=1
import json
import sys
from pathlib import Path

lock, said = sys.argv[1], Path(sys.argv[2]).read_text()
rows = json.loads(said)["dependencies"] if said.strip() else []
asked = [row for row in rows if "vulns" in row]
weak = [(row["name"], row["version"], one["id"]) for row in asked for one in row["vulns"]]
if not asked:
    print(f"skipped: {lock}: the advisory service answers for none of {len(rows)} packages")
else:
    print(f"{lock}: {len(asked)} of {len(rows)} packages asked about, {len(weak)} weaknesses")
for name, version, advisory in weak:
    print(f"  {name} {version}: {advisory}")
sys.exit(bool(weak))
PYTHON
done
exit $wrong
