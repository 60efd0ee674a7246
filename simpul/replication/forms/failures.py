from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models import Innovation
from simpul.replication.models import Attempt, Disclosure, FailureReason, Lesson
from simpul.vocabularies.models import Sector


class LessonForm(forms.ModelForm):
    """What failed, why, and how its owner wants to be read."""

    innovation_number = forms.CharField(
        label=_("Number of the innovation in the catalogue"),
        required=False,
        max_length=20,
        help_text=_("The ten letters and digits at the end of its address; leave it out if none."),
    )

    class Meta:
        model = Lesson
        fields = [
            "organisation",
            "title",
            "attempt",
            "sector",
            "region",
            "year",
            "reasons",
            "happened",
            "advice",
            "disclosure",
            "named_on",
        ]
        widgets = {
            "reasons": forms.CheckboxSelectMultiple,
            "attempt": forms.RadioSelect,
            "disclosure": forms.RadioSelect,
            "named_on": forms.DateInput(attrs={"type": "date"}),
        }
        labels = {"organisation": _("Your institution")}
        help_texts = {
            "title": _("As you would tell a colleague: what was tried, and what came of it."),
            "disclosure": _(
                "Without your name only as much of region, sector and year is shown as five "
                "institutions or more have in common; the text may name nobody either."
            ),
            "named_on": _("Only where you choose a later day."),
        }

    def __init__(self, data=None, *, bodies, instance=None):
        super().__init__(data, instance=instance)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = bodies
        fields["reasons"].queryset = FailureReason.objects.order_by("order")
        fields["attempt"].choices = Attempt.choices
        fields["disclosure"].choices = Disclosure.choices
        if instance is not None:
            del self.fields["organisation"]
            record = instance.innovation
            self.fields["innovation_number"].initial = record.public_id if record else ""

    def clean(self):
        cleaned: dict[str, Any] = super().clean() or {}
        number = (cleaned.pop("innovation_number", "") or "").strip().lower()
        cleaned["innovation"] = None
        if number:
            record = Innovation.objects.public().filter(public_id=number).first()
            if record is None:
                self.add_error("innovation_number", _("No public record has this number."))
            cleaned["innovation"] = record
        if cleaned.get("disclosure") == Disclosure.LATER and not cleaned.get("named_on"):
            self.add_error("named_on", _("Choose the day from which it may be read."))
        return cleaned

    def _post_clean(self):
        """Leave the checks of the row to the service, which writes it."""


class LessonFilterForm(forms.Form):
    """Filters that stand in the address."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    reason = forms.ModelChoiceField(
        FailureReason.objects.all(),
        label=_("Why it failed"),
        required=False,
        to_field_name="key",
        empty_label=_("All reasons"),
    )
    sector = forms.ModelChoiceField(
        Sector.objects.all(),
        label=_("Sector"),
        required=False,
        to_field_name="key",
        empty_label=_("All sectors"),
    )
    attempt = forms.ChoiceField(
        label=_("What failed"), required=False, choices=[("", _("All")), *Attempt.choices]
    )

    def __init__(self, data):
        super().__init__(data)
        for field in self.fields.values():
            field.widget.attrs["class"] = "field__input"
        self.is_valid()

    @property
    def chosen(self) -> dict:
        said = self.cleaned_data
        reason, sector = said.get("reason"), said.get("sector")
        return {
            "text": said.get("q", ""),
            "reason": reason.key if reason else "",
            "sector": sector.pk if sector else None,
            "attempt": said.get("attempt", ""),
        }


class NoteForm(forms.Form):
    """Why a lesson leaves the library."""

    note = forms.CharField(
        label=_("Why?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
