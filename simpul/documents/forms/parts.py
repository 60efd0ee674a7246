"""Parts of a letter as they are typed: lists a line each, tables by bars, articles by headings."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from simpul.documents.models import Field, Input
from simpul.organisations.forms.days import DayField
from simpul.organisations.models import Organisation
from simpul.organisations.queries import resolve

LONGEST = 20_000
MOST_ROWS = 200

NO_TITLE = _("Begin each article with a line that starts with # and its title.")
NO_CLAUSE = _("“%(title)s” says nothing yet: write its clauses on the lines below it.")
TOO_WIDE = _("Line %(line)d has %(found)d columns; the table has %(columns)d: %(names)s.")
TOO_MANY = _("At most %(most)d lines fit here.")
NO_BODY = _(
    "No institution is called so here. Write its full name, or leave this empty and write the "
    "name as the letter is to carry it."
)


class ListField(forms.CharField):
    """One thing a line; the cleaned value is a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 5}), max_length=LONGEST, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = [" ".join(line.split()) for line in super().clean(value).splitlines()]
        found = [line for line in lines if line]
        if len(found) > MOST_ROWS:
            raise ValidationError(TOO_MANY, code="too_many", params={"most": MOST_ROWS})
        return found


class ClausesField(forms.CharField):
    """Articles: a title behind #, then a clause a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 18}), max_length=LONGEST, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n\n".join("\n".join([f"# {one['title']}", *one["items"]]) for one in value)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        return articles_of(super().clean(value))


class RowsField(forms.CharField):
    """Rows of a table: a row a line, columns parted by bars."""

    def __init__(self, *, columns: list[str], **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 5}), max_length=LONGEST, **kwargs)
        self.columns = columns

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(" | ".join(row) for row in value)

    def clean(self, value: Any) -> list[list[str]]:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        return [self._row(place, line) for place, line in enumerate(lines, start=1)]

    def _row(self, place: int, line: str) -> list[str]:
        cells = [" ".join(cell.split()) for cell in line.split("|")]
        width = len(self.columns)
        if len(cells) > width:
            told = {"line": place, "found": len(cells), "columns": width}
            named = ", ".join(self.columns)
            raise ValidationError(TOO_WIDE, code="too_wide", params={**told, "names": named})
        return cells + [""] * (width - len(cells))


class BodyField(forms.CharField):
    """An institution by its name; the cleaned value is the institution, or nothing."""

    def clean(self, value: Any) -> Organisation | None:
        text = super().clean(value)
        if not text:
            return None
        found = Organisation.objects.filter(name__iexact=text).first() or resolve(text)
        if found is None:
            raise ValidationError(NO_BODY, code="no_body")
        return found


def articles_of(text: str) -> list[dict[str, Any]]:
    """Titles and clauses; ``ValidationError`` says what has no title or no words."""
    articles: list[dict[str, Any]] = []
    for line in (" ".join(line.split()) for line in text.splitlines()):
        if line.startswith("#"):
            articles.append({"title": line.lstrip("# "), "items": []})
        elif line and not articles:
            raise ValidationError(NO_TITLE, code="no_title")
        elif line:
            articles[-1]["items"].append(line)
    for article in articles:
        if not article["items"]:
            raise ValidationError(NO_CLAUSE, code="no_clause", params={"title": article["title"]})
    return articles


def box_of(field: Field, language: str) -> forms.Field:
    """The box in which a part of a letter is typed. Nothing is required while it is a draft."""
    words: dict[str, Any] = {
        "label": field.label_in(language),
        "help_text": _help(field, language),
        "required": False,
    }
    if field.input == Input.LIST:
        return ListField(**words)
    if field.input == Input.CLAUSES:
        return ClausesField(**words)
    if field.input == Input.ROWS:
        return RowsField(columns=field.columns_in(language), **words)
    if field.input == Input.DATE:
        return DayField(**words)
    if field.input == Input.LINE:
        return forms.CharField(max_length=300, **words)
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}), **words)


def _help(field: Field, language: str) -> str:
    """What to write, in the reader's language, and the columns as the letter will name them."""
    said = field.help
    if field.input == Input.ROWS:
        said = f"{said} ({' | '.join(field.columns_in(language))})".strip()
    return said


def opening_content(fields, language: str) -> dict[str, Any]:
    """The words a new letter of a kind begins with."""
    begun = {}
    for field in fields:
        words = field.begin_in(language)
        if words:
            begun[field.key] = box_of(field, language).clean(words)
    return begun


def choose(form: forms.Form | forms.ModelForm, name: str, choices: Iterable[tuple]) -> None:
    """Let a box of a form offer these."""
    box = form.fields[name]
    if isinstance(box, forms.ChoiceField):
        box.choices = list(choices)


def choose_from(form: forms.Form | forms.ModelForm, name: str, rows: QuerySet) -> None:
    """Let a box of a form offer these rows."""
    box = form.fields[name]
    if isinstance(box, forms.ModelChoiceField):
        box.queryset = rows
