"""The smallest valid letters, registers and kinds."""

import io

import factory
import typst

from simpul.core import clock, files
from simpul.documents import services
from simpul.documents.models import (
    Block,
    Document,
    Field,
    Input,
    Kind,
    Layout,
    Register,
    Signing,
)
from simpul.documents.services import SignerIn
from simpul.documents.services.rendering import make_files
from tests.factories.organisations import OrganisationFactory, admin_of


class KindFactory(factory.django.DjangoModelFactory):
    """A kind that nobody signs; pass ``signing`` for one that counts by signatures."""

    class Meta:
        model = Kind

    key = factory.Sequence(lambda n: f"kind{n}")
    label_id = factory.Sequence(lambda n: f"Sertifikat {n}")
    label_en = factory.Sequence(lambda n: f"Certificate {n}")
    code = "SER"
    layout = Layout.CERTIFICATE
    signing = Signing.NOBODY


class RegisterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Register

    scope = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Register {n}")
    office = "ORG"
    opened_at = factory.LazyFunction(clock.now)


class DocumentFactory(factory.django.DjangoModelFactory):
    """A draft; services make everything that follows."""

    class Meta:
        model = Document

    kind = factory.SubFactory(KindFactory)
    scope = factory.SubFactory(OrganisationFactory)
    title = "Replikasi SIMPEL di dua puskesmas"
    language = "id"
    begun_at = factory.LazyFunction(clock.now)
    changed_at = factory.LazyFunction(clock.now)


class FieldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Field

    kind = factory.SubFactory(KindFactory)
    key = factory.Sequence(lambda n: f"part{n}")
    order = factory.Sequence(lambda n: n)
    input = Input.TEXT
    block = Block.PARAGRAPHS
    label_id = "Isi"
    label_en = "Words"


def signed_kind(**fields):
    """A kind that the issuing office signs."""
    return KindFactory(code="SP", layout=Layout.COMMITMENT, signing=Signing.ISSUER, **fields)


def numbered(*, by=None, scope=None, signers=("Siti Rahmawati",), **fields):
    """A letter that waits for its signatures, with its files made."""
    scope = scope or OrganisationFactory(acronym="ORG")
    by = by or admin_of(scope)
    letter = services.draft(
        fields.pop("kind", None) or signed_kind(),
        title=fields.pop("title", "Replikasi SIMPEL"),
        content=fields.pop("content", {}),
        scope=scope,
        by=by,
        signers=[SignerIn(name=name, office="Sekretaris Daerah") for name in signers],
        **fields,
    )
    services.issue(letter, by=by)
    return make_files(letter.pk)


def scan_of(letter, *, pages=1, words="", by=None):
    """A kept PDF with as many pages as asked, and words on each."""
    source = f'#set document(title: "Scan")\n{"#pagebreak()".join([words or "#rect()"] * pages)}'
    pdf = typst.compile(source.encode())
    return files.keep("pindai.pdf", io.BytesIO(pdf), by=by)
