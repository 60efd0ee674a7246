"""A provider that only shows how electronic signing goes: it adds a sheet that says so."""

import hashlib
import io
import json

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader, PdfWriter

from simpul.core import clock
from simpul.documents.hooks import Signature, SignatureRefused, SignatureRequest
from simpul.documents.queries.spelling import long_day

from .rendering import typeset

SHEET = b"""
#let sheet = json(bytes(sys.inputs.sheet))
#set document(title: sheet.title)
#set page(paper: "a4", margin: 2.5cm)
#set text(font: "Libertinus Serif", size: 11.5pt, lang: sheet.language)
= #sheet.title
#block(stroke: 1pt, inset: 1em, width: 100%, strong(sheet.warning))
#for row in sheet.rows { par(strong(row.at(0)) + ": " + row.at(1)) }
"""
PHRASE = "demo"


class Demonstration:
    """Signs nothing: for trying the way of a letter on an installation that is marked as a demo."""

    key = "demo"
    label: str | Promise = _("Demonstration without legal force")
    secret_label: str | Promise = _("Passphrase (for the demonstration: demo)")
    is_demo = True

    def sign(self, request: SignatureRequest) -> Signature:
        """Add a sheet that names who signed what and when, and that it has no force."""
        if not settings.DEMO:
            raise SignatureRefused(gettext("This is only for demonstrations."))
        if request.secret != PHRASE:
            raise SignatureRefused(gettext("The passphrase is not right. Nothing was signed."))
        now, digest = clock.now(), hashlib.sha256(request.pdf).hexdigest()
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(request.pdf)))
        writer.append(io.BytesIO(_sheet(request, digest)), import_outline=False)
        written = io.BytesIO()
        writer.write(written)
        return Signature(written.getvalue(), now, {"sha256_before": digest})


def _sheet(request: SignatureRequest, digest: str) -> bytes:
    with translation.override(request.language):
        told = {
            "language": request.language,
            "title": gettext("Sheet of an electronic signature"),
            "warning": gettext("DEMONSTRATION: this signature has no legal force."),
            "rows": [
                [gettext("Signed by"), f"{request.signer_name}, {request.signer_office}"],
                [gettext("Letter"), f"{request.number}: {request.title}"],
                [gettext("On"), long_day(clock.today(), request.language)],
                [gettext("Sum of the file that was signed"), digest],
            ],
        }
    return typeset(SHEET, {"sheet": json.dumps(told)})
