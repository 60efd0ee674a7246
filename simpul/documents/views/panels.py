"""Letters beside what they are about, for the pages of higher rooms."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from simpul.core.hooks import Panel
from simpul.documents.queries import of
from simpul.documents.queries.desk import lines


def of_subject(request: HttpRequest, subject) -> Panel | None:
    """The letters about ``subject`` that the visitor may read; a room adds it to its own panels."""
    found = lines(of(subject, request.user))
    if not found:
        return None
    html = render_to_string(
        "documents/panel.html",
        {"lines": found, "signed_in": request.user.is_authenticated},
        request=request,
    )
    return Panel("surat", _("Letters about this"), html)
