"""Permissions: each room states one table of predicates, this module hands it to Django.

``user.has_perm(name, obj)`` is then the only question anywhere.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from rules import Predicate as RulesPredicate
from rules.permissions import permissions as registry


class Predicate(RulesPredicate):
    """A test of a person, and perhaps of an object, that joins others by ``&``, ``|`` and ``~``."""

    needs_object = False
    joined_by = ""
    row: "Predicate | None" = None

    def __and__(self, other):
        return self._joined(super().__and__(other), "&", self, other)

    def __or__(self, other):
        return self._joined(super().__or__(other), "|", self, other)

    def __invert__(self):
        inverted = self._joined(super().__invert__(), "~", self)
        inverted.name = f"~{self._named_in('~')}"
        return inverted

    def _joined(self, joined, sign: str, *parts: "Predicate") -> "Predicate":
        joined.needs_object = any(part.needs_object for part in parts)
        joined.joined_by = sign
        joined.name = f" {sign} ".join(part._named_in(sign) for part in parts)
        return joined

    def _named_in(self, sign: str) -> str:
        """This part's name in a larger one: in brackets only where they mean something."""
        return self.name if self.joined_by in {"", "~", sign} else f"({self.name})"


def about(test: Callable[[Any, Any], Any]) -> Predicate:
    """Make a predicate about a person and one object."""
    predicate = Predicate(
        lambda user, obj: obj is not None and bool(test(user, obj)), name=test.__name__
    )
    predicate.needs_object = True
    return predicate


def person(test: Callable[[Any], Any]) -> Predicate:
    """Make a predicate about a person alone."""
    return Predicate(lambda user: bool(test(user)), name=test.__name__)


@person
def is_authenticated(user):
    return user.is_authenticated


@person
def anyone(user):
    return True


def register(table: Mapping[str, Predicate]) -> None:
    """Add every row to the permissions read by ``user.has_perm``; doing it twice is harmless."""
    for name, predicate in table.items():
        known = registry.get(name)
        if known is not None and getattr(known, "row", None) is not predicate:
            raise ImproperlyConfigured(f"{name} has two permission rows.")
        registry[name] = _whole_row(predicate)


def table() -> dict[str, str]:
    """Every row as it reads, by permission name."""
    return {name: str(registry[name]) for name in sorted(registry)}


def _whole_row(row: Predicate) -> Predicate:
    """``row``, false as a whole where it needs an object and none is given.

    The negation of a test about an object would otherwise be true without one.
    """

    def test(user, obj):
        return (obj is not None or not row.needs_object) and row.test(user, obj)

    whole = Predicate(test, name=row.name)
    whole.row = row
    return whole
