"""What this room tells on the desk."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.core.hooks import DeskSection, DutyTopic
from simpul.documents.models import Document
from simpul.documents.queries.desk import letters_on_desk


def _letters(keys):
    return Document.objects.prefetch_related("scope").in_bulk(list(keys))


def _url(duty) -> str:
    return reverse("documents:document", args=[duty.subject_id])


SIGN_TOPIC = DutyTopic(
    label=_("Sign a letter, or hand in its signed copy"),
    url=_url,
    origin=lambda letter: str(letter.scope),
    kind=_("Letter"),
    icon="pencil",
    load=_letters,
)

RENEW_TOPIC = DutyTopic(
    label=_("Decide whether a letter is extended before it ends"),
    url=_url,
    origin=lambda letter: str(letter.scope),
    kind=_("Letter"),
    icon="clock",
    load=_letters,
)

SECTIONS = [
    DeskSection(
        _("Letters"),
        "documents:letters",
        allowed=lambda user: (
            user.has_perm("documents.write_letters") or letters_on_desk(user).exists()
        ),
        order=70,
        about=_("Written, numbered, signed; registers and letterheads"),
        icon="file-text",
    ),
]
