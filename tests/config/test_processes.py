"""Claims on a data directory, and who still holds one."""

import os
import subprocess
import sys
import time

import pytest

from simpul.config.processes import AlreadyServed, ServeLock, holders


def holder(path):
    """A process that keeps the file open, as a child of a killed server would."""
    script = (
        "import fcntl, sys, time; file = open(sys.argv[1], 'r+'); "
        "fcntl.flock(file, fcntl.LOCK_EX); print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True
    )
    process.stdout.readline()
    return process


def test_a_free_directory_is_claimed_and_says_by_whom(tmp_path):
    lock = ServeLock(tmp_path / "serve.lock")

    lock.take("http://localhost:8000")

    assert (tmp_path / "serve.lock").read_text() == f"{os.getpid()} http://localhost:8000"
    assert holders(tmp_path / "serve.lock") == []


def test_a_directory_served_by_a_living_process_is_refused(tmp_path):
    path = tmp_path / "serve.lock"
    path.touch()
    process = holder(path)
    path.write_text(f"{process.pid} http://localhost:8001")
    try:
        with pytest.raises(AlreadyServed, match="localhost:8001"):
            ServeLock(path).take("http://localhost:8000")
    finally:
        process.kill()
        process.wait()


def test_what_a_killed_server_left_is_ended_and_the_directory_claimed(tmp_path):
    path = tmp_path / "serve.lock"
    path.touch()
    left = holder(path)
    path.write_text("999999999 http://localhost:8001")
    began = time.monotonic()

    ServeLock(path).take("http://localhost:8000")

    assert left.wait(5) != 0
    assert time.monotonic() - began < 6
