"""The program speaks English on a terminal, or the language asked for."""

import pytest
from django.utils.translation import get_language

from simpul.config import cli


@pytest.mark.parametrize(
    ("words", "run", "language"),
    [
        (["simpul", "load"], ["simpul", "load"], "en"),
        (["simpul", "check-index", "--json"], ["simpul", "check_index", "--json"], "en"),
        (["simpul", "--language", "id", "load"], ["simpul", "load"], "id"),
        (["simpul", "search", "--language"], ["simpul", "search", "--language"], "en"),
        (["simpul"], ["simpul"], "en"),
        (["simpul", "--help"], ["simpul", "--help"], "en"),
    ],
)
def test_the_language_of_the_terminal_is_english_unless_another_is_asked_for(
    monkeypatch, words, run, language
):
    said = []
    monkeypatch.setattr(
        cli, "execute_from_command_line", lambda words: said.append((words, get_language()))
    )

    cli.main(words)

    assert said == [(run, language)]
