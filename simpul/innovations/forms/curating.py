"""What a hub corrects of a record, and what somebody contests."""

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from simpul.geography.models import Region
from simpul.innovations.models import FIELDS, Claim, Innovation
from simpul.innovations.queries.curating import CORRECTABLE, values_of
from simpul.innovations.queries.precedence import Slot
from simpul.innovations.queries.submitted import WRITTEN_IN, first_values, shown_of
from simpul.organisations.models import Organisation
from simpul.vocabularies.models import Affair, Sector

OLDEST_YEAR, NEWEST_YEAR = 1945, 2100
CHOICES: dict[str, tuple[type[Model], str, str]] = {
    "owner": (Organisation, "code", "name"),
    "region": (Region, "code", "name"),
    "sector": (Sector, "key", "label_id"),
    "affair": (Affair, "code", "label_id"),
}


class CorrectForm(forms.Form):
    """One field of a record: what it should say, and why."""

    note = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept in the journal of the record."),
    )

    def __init__(self, *args, record: Innovation, name: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.name, self.record = name, record
        value = values_of(record).get(name)
        self.fields["value"] = _field(name, value)
        self.order_fields(["value", "note"])

    @property
    def values(self) -> dict[Slot, Any]:
        """What ``services.correct`` takes."""
        shown = first_values(shown_of(self.record))
        known = next((slot for slot in shown if slot[0] == self.name), None)
        told = self.name == "title" or FIELDS[self.name].kind == "text"
        return {known or (self.name, WRITTEN_IN if told else ""): self.cleaned_data["value"]}


class ContestForm(forms.Form):
    """What is wrong about one field of a record, and how somebody knows."""

    claim = forms.ModelChoiceField(
        Claim.objects.none(),
        label=_("Which claim is wrong"),
        required=False,
        empty_label=_("What is shown, whoever says it"),
    )
    reason = forms.CharField(
        label=_("What is wrong, and how you know"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Read by the hub only. Readers see that the field is contested, not why."),
    )

    def __init__(self, *args, record: Innovation, name: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        claims = Claim.objects.filter(innovation__canonical=record, field=name, retired_at=None)
        self.fields["claim"] = ClaimChoice(
            claims.select_related("authority"),
            label=self.fields["claim"].label,
            required=False,
            empty_label=_("What is shown, whoever says it"),
        )


class DecideForm(forms.Form):
    """Whether a contest is upheld, what is shown from then on, and why."""

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Read by who contested it. Where you choose another claim, readers see it."),
    )
    show = forms.ModelChoiceField(Claim.objects.none(), required=False)
    retire = forms.BooleanField(label=_("Nobody says the contested claim any more"), required=False)

    def __init__(self, *args, contest, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        claims = Claim.objects.filter(
            innovation__canonical=contest.innovation, field=contest.field, retired_at=None
        )
        if contest.claim_id is None:
            del self.fields["retire"]
        self.fields["show"] = ClaimChoice(
            claims.select_related("authority"),
            label=_("Show from now on"),
            required=False,
            empty_label=_("As precedence decides"),
        )


class ClaimChoice(forms.ModelChoiceField):
    """Claims as people tell them apart."""

    def label_from_instance(self, obj: Claim) -> str:
        return f"{obj.authority}: {str(obj.value)[:80]}"


def _field(name: str, value: Any) -> forms.Field:
    label = str(FIELDS[name].label)
    if name in CHOICES:
        model, key, words = CHOICES[name]
        rows = model._default_manager.order_by(words).values_list(key, words)
        return forms.ChoiceField(label=label, choices=rows, initial=value)
    if FIELDS[name].kind == "number":
        return forms.IntegerField(
            label=label, initial=value, min_value=OLDEST_YEAR, max_value=NEWEST_YEAR
        )
    if FIELDS[name].kind == "text":
        return forms.CharField(
            label=label, initial=value, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
        )
    return forms.CharField(label=label, initial=value, max_length=300)


__all__ = ["CORRECTABLE", "ContestForm", "CorrectForm", "DecideForm"]
