"""The guard of quiet transactions hears what it should, and nothing else."""

import socket

import pytest
from django.db import transaction
from django.template import engines


@pytest.fixture
def heard(quiet_transactions):
    """What the guard has heard so far; forgotten before it judges this very test."""
    yield quiet_transactions
    quiet_transactions.clear()


def be_noisy(folder):
    (folder / "note.txt").write_text("a file")
    engines["django"].from_string("a page").render({})
    with socket.socket() as probe:
        probe.settimeout(0)
        probe.connect_ex(("127.0.0.1", 9))


@pytest.mark.django_db
def test_it_hears_files_pages_and_the_network_inside_a_transaction(heard, tmp_path):
    with transaction.atomic():
        be_noisy(tmp_path)

    assert heard == ["wrote note.txt", "rendered None", "connected to ('127.0.0.1', 9)"]


@pytest.mark.django_db
def test_it_hears_nothing_outside(heard, tmp_path):
    be_noisy(tmp_path)

    assert heard == []


@pytest.mark.django_db
def test_reading_and_what_the_hub_opens_for_itself_do_not_count(heard, tmp_path):
    (tmp_path / "note.txt").write_text("a file")

    with transaction.atomic():
        (tmp_path / "note.txt").read_text()
        (tmp_path / "pulse").write_text("")

    assert heard == []
