from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from simpul.core import reference

WRITTEN = Path(settings.BASE_DIR) / "docs" / "reference"


@pytest.mark.parametrize("name", reference.PAGES)
def test_the_written_page_says_what_the_code_says(name):
    """Fails after a change of the code until ``simpul reference`` has been run."""
    assert (WRITTEN / name).read_text() == reference.pages()[name]


def test_no_other_page_stands_among_them():
    assert {path.name for path in WRITTEN.iterdir()} == set(reference.PAGES)


def test_the_command_writes_every_page(tmp_path):
    call_command("reference", into=tmp_path)

    written = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert written == reference.pages()


def test_check_names_the_pages_that_differ(tmp_path):
    call_command("reference", into=tmp_path)
    call_command("reference", into=tmp_path, check=True)
    (tmp_path / "routes.md").unlink()
    (tmp_path / "old.md").write_text("")

    with pytest.raises(CommandError, match=r"old\.md, routes\.md"):
        call_command("reference", into=tmp_path, check=True)


def test_settings_are_read_with_their_comments():
    source = """
# How long a visitor waits,
# in seconds.
PATIENCE = env.int("PATIENCE", default=3)
NAMES = ["a", *env.list("NAMES", default=[])]
if True:
    # A secret.
    KEY = env.str("KEY")
PLAIN = 1
"""

    assert list(reference._environment(source)) == [
        ("`PATIENCE`", "int", "`3`", "How long a visitor waits, in seconds."),
        ("`NAMES`", "list", "`[]`", ""),
        ("`KEY`", "str", "", "A secret."),
    ]
