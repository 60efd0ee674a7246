"""What a steward types about a file: which one, how it is read, what its columns mean."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from simpul.sources.queries.columns import Plan, fillable
from simpul.sources.queries.reading import Look, Way
from simpul.sources.queries.reading.encodings import OFFERED
from simpul.vocabularies.models import Programme

FOUND_OUT = _("Found out by itself")
MARKS = {
    ",": _("comma"),
    ";": _("semicolon"),
    "\t": _("tab"),
    "|": _("upright stroke"),
}
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LAST_HEADER = 40


class FileForm(forms.Form):
    """The file to read."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV, text, XLSX, ODS, JSON or JSON Lines, just as you have it."),
    )


class WayForm(forms.Form):
    """How the file is read; what is left open is found out."""

    encoding = forms.ChoiceField(label=_("Encoding"), required=False)
    delimiter = forms.ChoiceField(label=_("Mark between cells"), required=False)
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    header = forms.IntegerField(
        label=_("Row with the headings"), min_value=1, max_value=LAST_HEADER, required=False
    )
    header_rows = forms.ChoiceField(
        label=_("Rows the headings take"),
        choices=[("", FOUND_OUT), ("1", "1"), ("2", "2")],
        required=False,
    )

    def __init__(self, *args: Any, sheets: Sequence[str] = (), is_text: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        open_choice = [("", FOUND_OUT)]
        if is_text:
            self._offer("encoding", [*open_choice, *OFFERED.items()])
            self._offer("delimiter", [*open_choice, *MARKS.items()])
        else:
            del self.fields["encoding"], self.fields["delimiter"]
        if len(sheets) > 1:
            every = [("", _("Every sheet with the same headings"))]
            self._offer("sheet", [*every, *((name, name) for name in sheets)])
        else:
            del self.fields["sheet"]

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def way(self) -> Way:
        """What was chosen, and nothing that was only found out."""
        said = self.cleaned_data if self.is_valid() else {}
        rows = said.get("header_rows")
        return Way.from_json({**said, "header_rows": int(rows) if rows else 0})


def text_kinds(seen: Look) -> bool:
    """Whether an encoding and a mark between cells can be chosen at all."""
    return seen.encoding is not None and bool(seen.way.delimiter)


class ColumnsForm(forms.Form):
    """Which field each column fills, and what the file says as a whole."""

    name = forms.CharField(
        label=_("Name of this mapping"),
        help_text=_("The next file with the same headings is read by it without asking."),
        max_length=120,
    )
    programme = forms.ChoiceField(
        label=_("Competition or list the awards belong to"),
        help_text=_("Leave it open where a column names it, or where no awards are named."),
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of its texts"), choices=LANGUAGES)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        programmes = Programme.objects.order_by("short_name")
        choices = [(row.key, str(row)) for row in programmes]
        self.fields["programme"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        targets = [(key, label) for key, (label, _convert) in fillable().items()]
        nothing = ("", pgettext_lazy("column", "Not taken over"))
        for at, column in enumerate(plan):
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=column.column,
                choices=[nothing, *targets],
                required=False,
                initial=column.field if column.is_taken else "",
                widget=forms.Select(attrs={"class": "field__input"}),
            )

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Each column with its guess and its box."""
        return [(column, self[f"column_{at}"]) for at, column in enumerate(self.plan)]

    @property
    def chosen(self) -> list[str]:
        return [self.cleaned_data.get(f"column_{at}", "") for at in range(len(self.plan))]

    @property
    def about(self) -> list[Any]:
        """The boxes about the file as a whole."""
        return [self["name"], self["programme"], self["language"]]


class SettleForm(forms.Form):
    """What some words mean: one of those offered, or nothing at all."""

    code = forms.ChoiceField(label=_("They mean"), widget=forms.RadioSelect, required=True)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = choices  # type: ignore[attr-defined]
