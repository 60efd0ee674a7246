"""The log in a file of its own: moved away while the hub writes, as logrotate does."""

import json
import subprocess
import sys

from tests.config.serving import ROOT, environment

WRITING = """
import logging, os, sys
import django
django.setup()
log = logging.getLogger("simpul.test")
log.error("before")
os.rename(sys.argv[1], sys.argv[1] + ".1")
log.error("after")
"""


def test_a_moved_log_is_opened_anew_and_no_line_is_lost(tmp_path):
    file = tmp_path / "simpul.log"
    settings = {**environment(tmp_path), "LOG_FILE": str(file), "LOG_FORMAT": "json"}

    subprocess.run([sys.executable, "-c", WRITING, str(file)], check=True, env=settings, cwd=ROOT)

    moved, fresh = (tmp_path / "simpul.log.1").read_text(), file.read_text()
    assert [json.loads(line)["says"] for line in moved.splitlines()] == ["before"]
    assert [json.loads(line)["says"] for line in fresh.splitlines()] == ["after"]
