"""What happened to a letter, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.core import journal
from simpul.core.models import Entry
from simpul.documents.models import Document
from simpul.organisations.queries import doers
from simpul.ui.parts import Event
from simpul.ui.templatetags.ui.words import moment

ACTS: dict[str, str | Promise] = {
    "draft": _("Begun"),
    "change": _("Changed"),
    "issue": _("Numbered and issued"),
    "made": _("Files made"),
    "sign": _("Signed"),
    "refuse_copy": _("Signed copy refused"),
    "take_effect": _("In force"),
    "extend": _("Extended"),
    "supersede": _("Replaced"),
    "give_way": _("Replaced"),
    "expire": _("Last day past"),
    "revoke": _("Revoked"),
    "drop": _("Draft discarded"),
}


def happened(document: Document) -> list[Event]:
    """The thread of a letter, first to last; changes of a draft in a row count as one."""
    entries = list(reversed(journal.entries_about(document)))
    who = doers(entries, filter(None, [document.scope]))
    shown: list[Entry] = []
    for entry in entries:
        again = shown and entry.verb == "change" == shown[-1].verb
        if again and shown[-1].actor == entry.actor:
            shown[-1] = entry
        else:
            shown.append(entry)
    return [_event(entry, who(entry)) for entry in shown]


def _event(entry: Entry, who: str) -> Event:
    detail = getattr(entry, "detail", None)
    return Event(
        ACTS.get(entry.verb, entry.verb),
        " · ".join(filter(None, [moment(entry.at), who])),
        detail.note if detail else "",
    )
