"""Letters beside what they are about, for the pages of higher rooms."""

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from simpul.core.hooks import Panel
from simpul.documents.queries import of
from simpul.documents.queries.desk import lines

PAGE_SIZE = 10
# How the number of the page is called in the address of the page the panel stands on.
NAME = "letters"


def of_subject(request: HttpRequest, subject) -> Panel | None:
    """The letters about ``subject`` that the visitor may read; a room adds it to its own panels.

    In pages, whose number stands in the address.
    """
    page = Paginator(of(subject, request.user), PAGE_SIZE).get_page(request.GET.get(NAME))
    found = lines(page)
    if not found:
        return None
    context = {
        "lines": found,
        "page": page,
        "name": NAME,
        "signed_in": request.user.is_authenticated,
    }
    html = render_to_string("documents/panel.html", context, request=request)
    return Panel("surat", _("Letters about this"), html)
