"""``python -m tests.bench --size ci|full [--only WORD] [--records N]``: print every ratio."""

import argparse
import importlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def asked():
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--size", choices=["ci", "full"], default="ci")
    parser.add_argument("--only", default="", help="benches whose name holds this word")
    parser.add_argument("--records", type=int, default=0, help="for search and loading")
    parser.add_argument("--brief", action="store_true", help="leave out those that take minutes")
    parser.add_argument("--soak", action="store_true", help="hours of mixed use instead")
    parser.add_argument("--minutes", type=int, default=120, help="for --soak")
    return parser, parser.parse_args()


def main():
    parser, options = asked()

    # A hub of its own, so that no bench touches the real one.
    var = Path(os.environ.get("BENCH_VAR", ROOT / "build" / "bench")).resolve()
    os.environ.update(
        SIMPUL_VAR=str(var),
        SECRET_KEY="only-for-benches-4f0c1a7e5d2b48c39a6e0d7b1f5c8e2a9b3d6f",
        SIMPUL_SITE_URL="http://localhost:8000",
        DJANGO_SETTINGS_MODULE="simpul.config.settings",
    )
    from tests.bench import registry

    registry.records = options.records
    for module in registry.MODULES:
        if importlib.util.find_spec(f"tests.bench.{module}"):
            importlib.import_module(f"tests.bench.{module}")
    chosen = [
        found
        for found in registry.BENCHES
        if options.only in found.name and not (options.brief and found.is_long)
    ]
    if not chosen:
        parser.error(f"no bench is named so: {', '.join(b.name for b in registry.BENCHES)}")
    if options.soak or any(found.needs == "hub" for found in chosen):
        print("A hub with the shipped facts ...", flush=True)
        subprocess.run(["sh", "deploy/setup.sh"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    import django

    django.setup()
    if options.soak:
        from tests.bench.soak import soak

        runs = [soak(options.minutes)]
    else:
        runs = [found.run(options.size) for found in chosen]
    for run in runs:
        for result in run:
            print(result, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
