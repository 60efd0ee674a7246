"""Target forms with everything that filling them reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from simpul.core import clock
from simpul.profiles.models import Form, FormField, Kind, Mapping
from simpul.profiles.queries.book import Book, Choice, book

YESNO = "yesno"


@dataclass(frozen=True)
class Asked:
    """A form with its fields, their mappings, and the lists they choose from."""

    form: Form
    fields: Sequence[FormField]
    book: Book

    @property
    def language(self) -> str:
        return self.form.language

    @cached_property
    def by_key(self) -> dict[str, FormField]:
        return {field.key: field for field in self.fields}

    @property
    def sections(self) -> list[tuple[str, list[FormField]]]:
        """The fields by section, in the order of the form."""
        return [(name, list(rows)) for name, rows in groupby(self.fields, lambda row: row.section)]

    def choices(self, field: FormField) -> Sequence[Choice]:
        return self.book.lists.get(vocabulary_of(field), ())


def vocabulary_of(field: FormField) -> str:
    """The list a field chooses from; empty for free answers."""
    return YESNO if field.kind == Kind.YESNO else field.options


def mappings_of(field: FormField) -> list[Mapping]:
    """What fills a field, in its order; without a question where the fields were read whole."""
    return list(field.mappings.all())


def asked(form: Form, known: Book | None = None) -> Asked:
    """A form ready to be filled, in a fixed number of questions."""
    fields = form.fields.prefetch_related("mappings").order_by("order")
    return Asked(form, list(fields), known or book())


def forms_now() -> list[Form]:
    """The editions in force today, in their order."""
    return list(Form.objects.in_force(clock.today()))


def form_at(key: str) -> Form | None:
    """One edition, in force or over."""
    return Form.objects.filter(key=key).first()
