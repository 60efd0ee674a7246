"""The office in which somebody signs, as of the day."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils import translation

from simpul.core import mandates
from simpul.core.models import Mandate
from simpul.core.models.mandates import Capacity
from simpul.organisations.models import Membership, Office, Organisation
from simpul.organisations.policies import ADMIN, HEAD


@dataclass(frozen=True)
class Held:
    """What somebody was on a day: the words of it and the mandate behind them."""

    office: str = ""
    capacity: str = ""
    mandate: Mandate | None = None


def office_on(person, body: models.Model | None, at: datetime, language: str) -> Held:
    """The office ``person`` held for ``body`` at an instant.

    A position that the body confirmed says more on paper than the name of a mandate; the mandate
    says in what capacity, such as acting.
    """
    if person is None or body is None:
        return Held()
    scopes = body.chain if isinstance(body, Organisation) else [body]
    held = list(mandates.acted_under(person, at=at, scopes=scopes))
    mandate = min(held, key=_weight, default=None)
    with translation.override(language):
        return Held(
            _position(person, body) or _office_of(mandate),
            _capacity_of(mandate),
            mandate,
        )


def _weight(mandate: Mandate) -> tuple[bool, bool, int]:
    """Heads before others, admins of the site last."""
    return (mandate.office != HEAD, mandate.office == ADMIN, mandate.pk)


def _position(person, body: models.Model) -> str:
    if not isinstance(body, Organisation):
        return ""
    confirmed = Membership.objects.confirmed().filter(person=person, organisation__in=body.chain)
    return confirmed.exclude(position="").values_list("position", flat=True).first() or ""


def _office_of(mandate: Mandate | None) -> str:
    if mandate is None:
        return ""
    office = Office.objects.filter(key=mandate.office).first()
    return office.label if office else ""


def _capacity_of(mandate: Mandate | None) -> str:
    if mandate is None or mandate.capacity == Capacity.DEFINITIVE:
        return ""
    return str(mandate.get_capacity_display())
