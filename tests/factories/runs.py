"""A source of lines of JSON, and what a world says that has taken it over."""

import hashlib
import io
import json
from itertools import islice

import factory
from factory.django import DjangoModelFactory

from simpul.core import clock, files
from simpul.innovations.models import (
    Award,
    Claim,
    ExternalId,
    Innovation,
    InnovationText,
    MergeEdge,
    Precedence,
)
from simpul.innovations.services.mentions import Mention, Statement
from simpul.sources.models import MatchKey, Source, SourceRecord
from simpul.sources.services import adapters, running
from simpul.sources.services.adapters import FILE_ADDRESS, Piece, Problem, Raw
from tests.factories.innovations import AuthorityFactory, language_of
from tests.factories.organisations import OrganisationFactory


class LinesAdapter:
    """Reads lines of JSON: each a record whose names are fields of the catalogue.

    ``_refused``, ``_unresolved`` and ``_fault`` name a field that is to be told of.
    """

    key = "uji"
    label = "Baris uji"
    takes = (adapters.FILE, adapters.ADDRESS)
    is_incremental = False

    def pieces(self, source, *, since, get):
        if source.options.get("pages"):
            for number in range(source.options["pages"]):
                yield Piece(f"page {number}", f"{source.address}{number}")
        else:
            yield Piece("file", FILE_ADDRESS)

    def raws(self, piece, *, get):
        lines = get(piece.address).content.decode().splitlines()
        for number, line in enumerate(filter(None, lines), start=1):
            try:
                values = json.loads(line)
            except ValueError:
                yield Problem("", f"baris {number}", "", "Bukan JSON.", "Perbaiki baris ini.")
                continue
            deleted = bool(values.pop("_deleted", False))
            yield Raw(str(values.pop("id")), values, f"baris {number}", deleted)

    def mention(self, raw, book):
        values, problems = dict(raw.values), []
        for kind in (adapters.REFUSED, adapters.UNRESOLVED, adapters.FAULT):
            name = values.pop(f"_{kind}", None)
            if name:
                given = str(values.pop(name, ""))
                problems.append(
                    Problem(raw.key, raw.at, name, "Tidak jelas.", "Perjelas.", kind, given, ("A",))
                )
        source = book.source
        said = tuple(
            Statement(raw.key, name, value, source.authority_id, language=language_of(name))
            for name, value in values.items()
        )
        return Mention(source.key, raw.key, source.authority, said), problems


adapters.register(LinesAdapter())


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    key = factory.Sequence(lambda n: f"uji-{n}")
    name = factory.LazyAttribute(lambda source: f"Sumber {source.key}")
    authority = factory.SubFactory(AuthorityFactory)
    adapter = "uji"
    created_at = factory.LazyFunction(clock.now)


def prepare():
    """Two institutions, and precedence by kind."""
    OrganisationFactory(code="PEMDA-1", name="Pemerintah Kota Satu")
    OrganisationFactory(code="PEMDA-2", name="Pemerintah Kota Dua")
    for rank, kind in enumerate(["hub", "owner", "registry", "official", "press"], start=1):
        Precedence.objects.get_or_create(field="*", kind=kind, defaults={"rank": rank * 10})


def line(number, **fields):
    """One record of the source."""
    said = {"title": f"Inovasi {number}", "owner": "PEMDA-1", "year": 2021}
    told = {name: value for name, value in (said | fields).items() if value is not None}
    return {"id": f"N-{number}", **told}


def lines_file(rows, name="data.jsonl"):
    """A file of these records, kept as an upload is."""
    text = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n"
    return files.keep(name, io.BytesIO(text.encode()), kind="application/octet-stream")


def delivered(source, rows, *, by=None, **options):
    """A run with its dry run made."""
    run = running.start(source, by=by, file=lines_file(rows), queue=False, **options)
    return running.work(run.pk)


def imported(source, rows, *, by=None, **options):
    """A run that was confirmed and is done."""
    run = delivered(source, rows, by=by, **options)
    return confirmed(run, by=by)


def confirmed(run, *, by=None):
    if by is None:
        running.confirm_by_command(run)
    else:
        running.confirm(run, by=by, queue=False)
    return running.work(run.pk)


def verdicts(run):
    """What a run says about each record."""
    return dict(run.outcomes.order_by("pk").values_list("key", "verdict"))


def world():
    """All a reader may see and all it stands on, told without keys and times of one machine."""
    records = dict(Innovation.objects.values_list("pk", "public_id"))
    return sorted(
        [
            *(
                ("record", records[row.pop("pk")], records[row.pop("canonical")], str(row))
                for row in Innovation.objects.values(
                    "pk", "canonical", "title", "acronym", "long_title", "state", "year", "unit",
                    "owner__code", "region__code", "sector__key", "affair__code", "form",
                    "evidence_grade", "completeness", "slug", "life_status",
                )
            ),
            *_told("text", InnovationText, records, "field", "language", "text"),
            *_told("award", Award, records, "programme__key", "year", "level__code", "wording"),
            *_told("number", ExternalId, records, "scheme", "value", "url", "authority__key"),
            *_told(
                "claim", Claim.objects.filter(retired_at=None), records, "field", "language",
                "value", "wording", "record_key", "authority__key",
            ),
            *_told("key", MatchKey, records, "key"),
            *(
                ("edge", records[absorbed], records[kept], "")
                for absorbed, kept in MergeEdge.objects.values_list("absorbed_id", "kept_id")
            ),
            *_told("held", SourceRecord, records, "source__key", "key", "gone_at"),
        ]
    )  # fmt: skip


def _told(what, rows, records, *fields):
    rows = getattr(rows, "objects", rows)
    for row in rows.values_list("innovation_id", *fields):
        yield (what, records[row[0]], "", str(row[1:]))


def checksum():
    """The world in one number."""
    return hashlib.sha256(repr(world()).encode()).hexdigest()


def pieces_of(rows, count):
    """Rows dealt into so many files."""
    rows = iter(rows)
    return list(iter(lambda: list(islice(rows, count)), []))
