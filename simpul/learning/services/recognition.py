"""What a mentor did, on paper: a certificate of the hub, numbered and open to check."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core import clock, journal
from simpul.documents.models import Document, Kind
from simpul.documents.services import issue_certificate
from simpul.learning.models import Mentor
from simpul.learning.queries.summing import done_by

NOTHING = gettext_lazy("There is nothing to certify yet: no session is logged.")
NO_KIND = gettext_lazy("Letters of this kind are not written on this installation.")


@transaction.atomic
def certify(mentor: Mentor, *, by) -> Document:
    """Issue a certificate of the hub with sessions, hours and cases as the log has them today.

    Raises ``PermissionDenied`` when ``by`` does not issue for the hub, and ``ValidationError``.
    """
    done = done_by(mentor)
    if not done.sessions:
        raise ValidationError(NOTHING, code="nothing")
    kind = Kind.objects.filter(key="certificate").first()
    if kind is None:
        raise ValidationError(NO_KIND, code="no_kind")
    with translation.override("id"):
        title, text = _("Mentor of replication"), _words(done)
    letter = issue_certificate(
        kind,
        title=title,
        content={"to": [str(mentor.person), mentor.workplace], "text": text},
        scope=mentor.hub,
        subject=mentor,
        by=by,
    )
    journal.record(mentor, "certify", by=by, details={"document": letter.pk})
    return letter


def _words(done) -> str:
    told = {
        "cases": done.cases,
        "sessions": done.sessions,
        "hours": done.hours,
        "day": f"{clock.today():%d.%m.%Y}",
    }
    return (
        _(
            "For accompanying %(cases)s replication cases in %(sessions)s logged sessions of "
            "%(hours)s hours together, as the coaching log had it on %(day)s."
        )
        % told
    )
