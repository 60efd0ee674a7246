"""Which pattern answers an address, found without asking each of several hundred.

Django asks one pattern after the other, and each translated one first asks for the language.
Here only those are asked that begin with the first word of the address, in the same order.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.exceptions import Resolver404
from django.urls.resolvers import RoutePattern
from django.utils.translation import get_language

Pattern = URLPattern | URLResolver


class ByFirstWord(URLResolver):
    """``patterns`` behind ``pattern``, sorted by the word each address of theirs begins with."""

    @cached_property
    def _narrowed(self) -> dict[tuple[str | None, str], URLResolver]:
        return {}

    @cached_property
    def _words(self) -> dict[str | None, frozenset[str]]:
        return {}

    def resolve(self, path: Any) -> ResolverMatch:
        """What answers ``path``, as if every pattern had been asked."""
        matched = self.pattern.match(str(path))
        if not matched:
            raise Resolver404({"path": path})
        language, word = get_language(), matched[0].partition("/")[0]
        known = self._words.get(language)
        if known is None:
            known = self._words[language] = frozenset(_words(self.url_patterns))
        key = (language, word if word in known else "/")
        found = self._narrowed.get(key)
        if found is None:
            found = self._narrowed[key] = _with(self, list(_kept(self.url_patterns, key[1])))
        return found.resolve(path)


def by_first_word(patterns: Sequence[Pattern]) -> list[Pattern]:
    """The same patterns, those behind a common beginning found by their first word."""
    return [
        ByFirstWord(
            each.pattern, each.urlconf_name, each.default_kwargs, each.app_name, each.namespace
        )
        if isinstance(each, URLResolver)
        else each
        for each in patterns
    ]


def _first_word(pattern: Pattern) -> str | None:
    """The word every address of ``pattern`` begins with; ``None`` where that may be any."""
    if not isinstance(pattern.pattern, RoutePattern):
        return None
    word, slash, _rest = str(pattern.pattern).partition("/")
    if "<" in word or (isinstance(pattern, URLResolver) and not slash):
        return None
    return word


def _words(patterns: Sequence[Pattern]) -> Iterator[str]:
    for pattern in patterns:
        word = _first_word(pattern)
        if word is not None:
            yield word
        elif isinstance(pattern, URLResolver) and _adds_nothing(pattern):
            yield from _words(pattern.url_patterns)


def _kept(patterns: Sequence[Pattern], word: str) -> Iterator[Pattern]:
    """The patterns that may answer an address beginning with ``word``, in their order."""
    for pattern in patterns:
        begins = _first_word(pattern)
        if begins == word:
            yield pattern
        elif begins is None and isinstance(pattern, URLResolver) and _adds_nothing(pattern):
            inner = list(_kept(pattern.url_patterns, word))
            if inner:
                yield _with(pattern, inner)
        elif begins is None:
            yield pattern


def _adds_nothing(resolver: URLResolver) -> bool:
    return isinstance(resolver.pattern, RoutePattern) and not str(resolver.pattern)


def _with(resolver: URLResolver, patterns: list[Pattern]) -> URLResolver:
    return URLResolver(
        resolver.pattern, patterns, resolver.default_kwargs, resolver.app_name, resolver.namespace
    )
