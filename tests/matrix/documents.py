from simpul.core import clock
from simpul.documents import services
from simpul.documents.models import Document, Method, SignedCopy, Signer
from simpul.documents.services.rendering import make_files
from tests.factories.documents import DocumentFactory, KindFactory, RegisterFactory, signed_kind
from tests.factories.organisations import admin_of
from tests.matrix.people import owner, person


def build():
    """A draft, a letter that the author is to sign, and one that is listed for everybody."""
    admin, kind = admin_of(owner()), KindFactory()
    register = RegisterFactory(pk=9601, scope=owner(), office="MTR")
    terms = {"scope": owner(), "register": register}
    DocumentFactory(pk=9601, code="MATR-9601-2222", kind=kind, **terms)
    waits = DocumentFactory(pk=9602, code="MATR-9602-2222", kind=signed_kind(), **terms)
    public = DocumentFactory(pk=9603, code="MATR-9603-2222", kind=kind, is_public=True, **terms)
    Signer.objects.create(
        pk=9601, document=waits, order=0, person=person("author"), name="Penulis", office="Sekda"
    )
    for letter in (waits, public):
        services.issue(letter, by=admin)
        make_files(letter.pk)
    SignedCopy.objects.create(
        pk=9601,
        document=waits,
        file=Document.objects.get(pk=9603).pdf,
        method=Method.WET_INK,
        provider="wet_ink",
        added_at=clock.now(),
    )
