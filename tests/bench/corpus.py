"""Hubs with made-up records, and the product's own commands run in processes of their own."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).parents[2]
PROGRAM = (str(Path(sys.executable).with_name("simpul")),)
FACTS = ("vocabularies", "regions", "organisations", "hubs", "authorities")
DATABASES = ("simpul.sqlite3", "ephemeral.sqlite3")
# Comparing by meaning stays out of large collections, so it stays out here at every size.
ENVIRONMENT = {"SIMPUL_SEMANTIC": "false"}


@dataclass(frozen=True)
class Ran:
    """What a process said, the processor time it took and how much memory it held at most."""

    said: str
    processor: float
    megabytes: float


def run(var, *command):
    """Run ``command`` beside this process, on the hub in ``var``."""
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **ENVIRONMENT, "SIMPUL_VAR": str(var)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    said = process.stdout.read()
    process.stdout.close()
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {process.returncode}")
    return Ran(said, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def simpul(var, *command):
    return run(var, *PROGRAM, *command)


def facts():
    """A hub with regions, institutions and lists, but without innovations."""
    var = Path(settings.VAR_DIR) / "facts"
    var.mkdir(parents=True, exist_ok=True)
    run(var, sys.executable, "-m", "tests.bench.corpus")
    return var


def start(name, records):
    """A new hub beside the facts, and a file of ``records`` mentions to be loaded there."""
    from django.core.management import call_command

    base = facts()
    var = base.parent / name
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir()
    for database in DATABASES:
        shutil.copyfile(base / database, var / database)
    call_command("make_corpus", records, out=var / "corpus.csv", stderr=StringIO())
    return var


def load(var):
    """Load the file of a started hub; seconds of the loading itself, and the process."""
    ran = simpul(var, "load", "--only", "innovations", "--file", var / "corpus.csv", "--json")
    return json.loads(ran.said)["innovations"]["seconds"], ran


def reindex(var):
    """Index a loaded hub; seconds of the indexing itself, its records, and the process."""
    ran = simpul(var, "reindex", "--json")
    answer = json.loads(ran.said)
    return answer["seconds"], answer["documents"], ran


def indexed(records):
    """A hub with so many mentions loaded and indexed; kept while tables and generator stay."""
    var = Path(settings.VAR_DIR) / f"corpus-{records}"
    stamp, now = var / "made-of", _fingerprint()
    if not stamp.exists() or stamp.read_text() != now:
        start(var.name, records)
        load(var)
        reindex(var)
        stamp.write_text(now)
    return var


def _fingerprint():
    made_of = [*ROOT.glob("simpul/*/migrations/*.py"), *ROOT.glob("simpul/s*/**/*.py")]
    told = hashlib.sha256()
    for path in sorted(made_of):
        told.update(path.read_bytes())
    return told.hexdigest()


def _prepare():
    """Tables and facts, in this process."""
    import django

    django.setup()
    from django.core.management import call_command

    for alias in settings.DATABASES:
        call_command("migrate", database=alias, interactive=False, verbosity=0)
    call_command("load", only=list(FACTS), stdout=StringIO())


if __name__ == "__main__":
    _prepare()
