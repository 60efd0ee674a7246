"""What the letters of a case say: agreement, certificate, commitment, in either language."""

from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from simpul.documents.models import Kind
from simpul.replication.models import Case, Mode, Side


def opening_words(kind: Kind, language: str) -> dict[str, Any]:
    """What stands in the parts of a kind of letter before anybody writes."""
    return {
        field.key: field.begin_in(language)
        for field in kind.fields.all()
        if field.begin_in(language)
    }


def agreement_title(case: Case, language: str) -> str:
    with translation.override(language):
        return _("Replication of %(origin)s as %(name)s") % _names(case)


def agreement_content(case: Case, language: str) -> dict[str, Any]:
    """The articles of an agreement, by the keys of the kind of letter."""
    with translation.override(language):
        owed = list(case.obligations.select_related("template"))
        return {
            "articles": [
                {
                    "title": pgettext("clause", "Purpose and scope"),
                    "items": [
                        _("%(adopter)s replicates %(origin)s of %(giver)s as %(name)s.")
                        % _names(case),
                        _("The way of replication is: %(mode)s.") % {"mode": Mode(case.mode).label},
                    ],
                },
                *_obligations(case, owed),
                {
                    "title": pgettext("clause", "Coordination and disputes"),
                    "items": [
                        _("%(hub)s facilitates: it brings both sides together and keeps the terms.")
                        % {"hub": case.facilitator.name},
                        _("What both sides cannot settle is brought before %(hub)s.")
                        % {"hub": case.facilitator.name},
                    ],
                },
                {
                    "title": pgettext("clause", "Origin and name"),
                    "items": [
                        _("Wherever %(name)s is shown, it says that it comes from %(origin)s.")
                        % _names(case),
                    ],
                },
            ],
            "plan": [
                [row.label, _party(case, row.side), date_format(row.due_on, "j F Y"), "–"]
                for row in owed
            ],
        }


def _party(case: Case, side: str) -> str:
    """Who owes it, by name."""
    if side == Side.FACILITATOR:
        return case.facilitator.name
    giver = side == Side.ORIGIN
    body = case.origin_organisation if giver else case.adopter
    return body.institution.name


def _obligations(case: Case, owed: list) -> list[dict[str, Any]]:
    articles = []
    for side in Side:
        rows = [
            _("%(what)s, at the latest on %(day)s.")
            % {"what": row.label, "day": date_format(row.due_on, "j F Y")}
            for row in owed
            if row.side == side
        ]
        if rows:
            title = _("What %(body)s owes") % {"body": _party(case, side)}
            articles.append({"title": title, "items": rows})
    return articles


def certificate_title(case: Case, language: str) -> str:
    with translation.override(language):
        return _("Completed replication of %(origin)s as %(name)s") % _names(case)


def certificate_content(case: Case, language: str) -> dict[str, Any]:
    """What a certificate of completion says, with the results that were measured."""
    with translation.override(language):
        return {
            "to": [case.adopter.institution.name],
            # What it is for stands in its title.
            "text": _("In replication case %(number)s, from %(origin)s of %(giver)s.")
            % {**_names(case), "number": case.number},
            "facts": [
                [
                    measure.indicator,
                    _figure(measure.baseline, measure.unit),
                    _figure(measure.latest.value if measure.latest else None, measure.unit),
                ]
                for measure in case.measures.prefetch_related("results")
            ],
        }


def commitment_title(case: Case, language: str) -> str:
    with translation.override(language):
        return _("Commitment to carry %(name)s on") % _names(case)


def commitment_content(case: Case, language: str) -> dict[str, Any]:
    """What an adopter commits to once a case is completed."""
    with translation.override(language):
        return {
            "points": [
                _("To carry %(name)s on, with a budget and an officer in charge.") % _names(case),
                _("To report its results back to the network, now and in the two years after."),
                _("To name %(origin)s of %(giver)s wherever it is shown.") % _names(case),
                _("To let other institutions learn from it."),
            ],
            "plan": [
                [
                    measure.indicator,
                    _figure(measure.baseline, measure.unit),
                    _figure(measure.target, measure.unit),
                    "",
                ]
                for measure in case.measures.exclude(target=None)
            ],
        }


def _names(case: Case) -> dict[str, str]:
    return {
        "origin": case.origin_name,
        "giver": case.origin_organisation.institution.name,
        "adopter": case.adopter.institution.name,
        "name": case.local_name,
    }


def _figure(value, unit: str) -> str:
    if value is None:
        return "–"
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return f"{number_format(value, places, force_grouping=True)} {unit}".strip()
