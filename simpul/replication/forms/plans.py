"""What is typed about regional replication plans."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.hubs.models import Hub
from simpul.innovations.models import Innovation
from simpul.learning.models import Mentor
from simpul.needs.forms.parts import WholeField
from simpul.needs.models import Need
from simpul.organisations.forms import DayField, OtherBodyField
from simpul.replication.models import Fund, PlanPart
from simpul.replication.services.plans import LineIn
from simpul.replication.workflow.plans import LineState
from simpul.vocabularies.models import Goal

AREA = forms.Textarea(attrs={"rows": 3})
# How far ahead a plan may be opened, and how far back one may be entered.
AHEAD, BACK = 3, 10

NO_RECORD = _("No public record fits. Copy the address of its page, or write its title in full.")
SEVERAL = _("Several records are called so. Copy the address of the page of the one you mean.")


class OpenForm(forms.Form):
    """Whose plan, for which year, and until when lines are awaited."""

    hub = forms.ModelChoiceField(
        Hub.objects.none(), label=_("Of which hub?"), to_field_name="slug", empty_label=None
    )
    year = forms.IntegerField(label=_("For which year?"))
    lines_due_on = DayField(
        label=_("Until when should regencies and cities hand in their lines?"),
        help_text=_("Their admins are reminded before that day."),
        required=False,
    )

    def __init__(self, *args, hubs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hub"].queryset = hubs  # type: ignore[attr-defined]

    def clean_year(self):
        year, now = self.cleaned_data["year"], clock.today().year
        if not now - BACK <= year <= now + AHEAD:
            raise ValidationError(
                _("The year lies between %(first)d and %(last)d."),
                params={"first": now - BACK, "last": now + AHEAD},
            )
        return year


class RecordField(forms.CharField):
    """A public record, by the address of its page, its number or its title."""

    def prepare_value(self, value):
        if isinstance(value, Innovation):
            return (value.canonical or value).slug
        return value

    def to_python(self, value) -> Innovation | None:  # type: ignore[override]
        text = (super().to_python(value) or "").strip()
        if not text:
            return None
        slug = text.split("?")[0].split("#")[0].rstrip("/").rpartition("/")[2]
        number = slug.rpartition("-")[2]
        public = Innovation.objects.public()
        found = public.filter(Q(slug=slug) | Q(public_id=number)).first()
        if found is not None:
            return found
        named = list(public.filter(Q(title__iexact=text) | Q(acronym__iexact=text))[:2])
        if not named:
            raise ValidationError(NO_RECORD, code="no_record")
        if len(named) > 1:
            raise ValidationError(SEVERAL, code="several")
        return named[0]


class NeedChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return obj.title


class MentorChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return f"{obj.shown_name}, {obj.workplace}"


class LineForm(forms.Form):
    """One line: what, why, who, with which means."""

    innovation = RecordField(
        label=_("Which innovation?"),
        help_text=_("The address of its page in the catalogue, or its title."),
        max_length=300,
    )
    local_name = forms.CharField(
        label=_("What will it be called here?"),
        help_text=_("Such as PAS URBAN for TOSS. The origin is always named beside it."),
        max_length=200,
        required=False,
    )
    need = NeedChoice(
        Need.objects.none(),
        label=_("Which stated need does it answer?"),
        to_field_name="public_id",
        required=False,
        empty_label=_("none of our stated needs"),
    )
    goal = forms.ModelChoiceField(
        Goal.objects.all(),
        label=_("Which goal of sustainable development is behind?"),
        to_field_name="number",
        required=False,
        empty_label=_("none chosen"),
    )
    gap = forms.CharField(
        label=_("The need or gap in words"),
        help_text=_("With a figure and its source, if there is one."),
        max_length=2000,
        widget=AREA,
        required=False,
    )
    unit = forms.CharField(label=_("Which office carries it out?"), max_length=300)
    budget = WholeField(
        label=_("How much can you spend, in rupiah?"),
        help_text=_("A whole number; empty while nobody knows."),
        required=False,
    )
    fund = forms.ModelChoiceField(
        Fund.objects.all(),
        label=_("Where does the money come from?"),
        to_field_name="key",
        required=False,
        empty_label=_("not known yet"),
    )
    mentor = MentorChoice(
        Mentor.objects.none(),
        label=_("A mentor of the directory"),
        required=False,
        empty_label=_("none chosen"),
    )
    mentoring_body = forms.CharField(
        label=_("Or the university or office that mentors"), max_length=200, required=False
    )

    def __init__(self, *args, part: PlanPart, **kwargs):
        super().__init__(*args, **kwargs)
        needs = Need.objects.filter(organisation=part.organisation).running()
        self.fields["need"].queryset = needs.order_by("-stated_at")  # type: ignore[attr-defined]
        mentors = Mentor.objects.public().select_related("person")
        self.fields["mentor"].queryset = mentors.order_by("pk")  # type: ignore[attr-defined]

    def clean(self):
        said = super().clean() or {}
        named = any(said.get(name) for name in ("need", "goal", "gap"))
        if not named and not self.errors:
            self.add_error(
                "gap",
                _("Say which need or gap it answers: a stated need, a goal, or your own words."),
            )
        if said.get("budget") is not None and not said.get("fund") and "fund" not in self.errors:
            self.add_error("fund", _("Say where the money comes from."))
        return said

    @property
    def said(self) -> LineIn:
        return LineIn(**self.cleaned_data)


class HandInForm(forms.Form):
    """Who will sign in the name of the government."""

    signer_name = forms.CharField(
        label=_("Who signs the commitment for your government?"),
        help_text=_("The regent, mayor or whoever they appoint, with titles."),
        max_length=200,
    )
    signer_office = forms.CharField(label=_("In which office?"), max_length=200)


class MeetingForm(forms.Form):
    """When and where lines are determined."""

    meets_on = DayField(label=_("On which day is the meeting?"))
    place = forms.CharField(label=_("Where?"), max_length=200)


class NoteForm(forms.Form):
    """A reason, for those who take part."""

    note = forms.CharField(label=_("Why?"), max_length=300, widget=AREA)


class PlainForm(forms.Form):
    """Nothing to type: only the act."""


class BodyForm(forms.Form):
    """One more regency or city."""

    organisation = OtherBodyField(label=_("Which regency or city joins?"), max_length=200)


class DetermineForm(forms.Form):
    """How the meeting went, and who signs for each regency and city with a determined line."""

    course = forms.CharField(
        label=_("How did the meeting go?"),
        help_text=_("Who was there, what was discussed. The lines and decisions are added."),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = list(
            plan.parts.filter(lines__state=LineState.DETERMINED)
            .select_related("organisation")
            .order_by("organisation__name")
            .distinct()
        )
        for part in self.parts:
            body = {"body": part.organisation.short_name}
            self.fields[f"name_{part.pk}"] = forms.CharField(
                label=_("%(body)s: who signs?") % body, max_length=200, initial=part.signer_name
            )
            self.fields[f"office_{part.pk}"] = forms.CharField(
                label=_("%(body)s: in which office?") % body,
                max_length=200,
                initial=part.signer_office,
            )

    @property
    def signers(self) -> dict[int, tuple[str, str]]:
        said = self.cleaned_data
        return {
            part.pk: (said[f"name_{part.pk}"], said[f"office_{part.pk}"]) for part in self.parts
        }
