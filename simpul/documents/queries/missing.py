"""What still keeps a draft from getting its number."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from simpul.documents.models import Document

NEEDED = _("“%(label)s” is still empty. Write it before the letter gets its number.")
NO_SIGNER = _("A letter of this kind counts only once it is signed. Name who signs.")
NO_PARTIES = _("A letter of this kind needs at least two parties.")
PARTY_UNSIGNED = _("Nobody signs for %(party)s yet.")
NAMELESS = _("The office of %(name)s is not known. Write the office in which they sign.")


def missing_of(document: Document) -> list[ValidationError]:
    """Everything that is missing, in the words of the page on which it is written."""
    found = [
        ValidationError(NEEDED, code="needed", params={"label": field.label})
        for field in document.kind.fields.filter(is_required=True)
        if not document.content.get(field.key)
    ]
    signers = list(document.signers.all())
    if document.kind.needs_signers and not signers:
        found.append(ValidationError(NO_SIGNER, code="no_signer"))
    if document.kind.has_parties:
        found += _missing_parties(document, {signer.party_id for signer in signers})
    found += [
        ValidationError(NAMELESS, code="no_office", params={"name": signer.name})
        for signer in signers
        if not signer.office
    ]
    return found


def _missing_parties(document: Document, signed_for: set) -> list[ValidationError]:
    parties = list(document.parties.all())
    if len(parties) < 2:
        return [ValidationError(NO_PARTIES, code="no_parties")]
    return [
        ValidationError(PARTY_UNSIGNED, code="party_unsigned", params={"party": party})
        for party in parties
        if party.pk not in signed_for
    ]
