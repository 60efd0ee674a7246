"""A source of files, a file of the national admin, a mapping, words that wait, words learned."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from simpul.core import clock, files
from simpul.innovations.models import Authority
from simpul.sources.models import LearnedName, Mapping, WorkItem
from simpul.sources.queries.reading import fingerprint
from tests.factories.innovations import AuthorityFactory
from tests.factories.runs import SourceFactory
from tests.matrix import people

HEADINGS = ["Judul", "Instansi"]
DATA = "application/octet-stream"
TOKEN = "b0a7f11e000000000000000000000000"


def build_files():
    authority = Authority.objects.filter(key="matriks").first() or AuthorityFactory(key="matriks")
    source = SourceFactory(pk=9601, key="berkas-matriks", authority=authority, adapter="table")
    SourceFactory(pk=9602, key="alamat-matriks", authority=authority, adapter="oai")
    content = ContentFile(b"Judul,Instansi\nA,B\n")
    kept = files.keep("matriks.csv", content, by=people.person("national"), kind=DATA)
    kept.token = TOKEN
    kept.save(update_fields=["token"])
    default_storage.delete(kept.path)
    default_storage.save(kept.path, content)
    now = clock.now()
    Mapping.objects.create(
        pk=9601,
        name="Matriks",
        authority=authority,
        fingerprint=fingerprint(HEADINGS),
        headings=HEADINGS,
        columns=[{"column": "Judul", "field": "title", "convert": "text"}],
        created_at=now,
        changed_at=now,
    )
    for pk, given in ((9601, "Entah"), (9602, "Siapa")):
        WorkItem.objects.create(
            pk=pk, source=source, key="1", field="owner", given=given, kind="unresolved",
            opened_at=now,
        )  # fmt: skip
    LearnedName.objects.create(
        pk=9601, authority=authority, field="owner", given="Lama", key="lama", at=now
    )
