"""Addresses found by their first word: the same answer as when every pattern is asked."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.exceptions import Resolver404
from django.utils.translation import override

from simpul.config.resolving import ByFirstWord

# What stands in an address for each kind of argument.
SAMPLES = {"int": "7", "uuid": "6f1c9bb2-2c1c-4a59-9b4e-0f6f5d0d0c11"}
STRANGE = ["", "/", "inovasi", "inovasi//", "innovations/x/y/z/", "tidak-ada/", "\x00/", "%2F/"]


def pages():
    """The part of the router that holds every page."""
    (found,) = [each for each in get_resolver().url_patterns if isinstance(each, ByFirstWord)]
    return found


def built(patterns, before=""):
    """One address of every pattern, in the language that is active."""
    for pattern in patterns:
        text = str(pattern.pattern)
        for name, converter in pattern.pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower()
            start = text.index("<")
            assert name in text[start : text.index(">")]
            text = f"{text[:start]}{SAMPLES.get(kind, 'x')}{text[text.index('>') + 1 :]}"
        if isinstance(pattern, URLPattern):
            yield before + text
        else:
            yield from built(pattern.url_patterns, before + text)


def answer(ask, path):
    try:
        found = ask(path)
    except Resolver404:
        return None
    return found.func, found.args, found.kwargs, found.view_name, found.route, found.namespaces


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_first_word_leads_to_what_asking_every_pattern_finds(language):
    with override(language):
        quick, whole = pages(), lambda path: URLResolver.resolve(pages(), path)
        paths = [f"{language}/{path}" for path in (*built(quick.url_patterns), *STRANGE)]

        found = {path: answer(quick.resolve, path) for path in paths}

        assert found == {path: answer(whole, path) for path in paths}
        assert sum(each is not None for each in found.values()) > 200


def test_words_nobody_knows_take_no_memory():
    with override("id"):
        for number in range(50):
            answer(pages().resolve, f"id/entah-{number}/")
        kept = len(pages()._narrowed)

        answer(pages().resolve, "id/entah-lagi/")

        assert len(pages()._narrowed) == kept


def test_an_address_of_another_language_is_not_found():
    with override("en"), pytest.raises(Resolver404):
        resolve("/id/inovasi/")
