from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models import Innovation
from simpul.needs.forms.parts import (
    AREA,
    SMALL_AREA,
    BodyField,
    RegionField,
    WholeField,
    regions_around,
)
from simpul.needs.models import Connectivity, Direction, Visibility
from simpul.needs.policies import bodies_of
from simpul.needs.services import Baseline
from simpul.organisations.forms import DayField
from simpul.vocabularies.models import Affair, Goal, Sector

MOST_INDICATORS = 10
RUNS_BACK = _("The higher end lies below the lower one.")
NAMED_TWICE = _("Two rows count the same thing. Give each its own name.")
NAME_IT = _("Say what is counted.")


class NeedForm(forms.Form):
    """A problem in plain words, with what an answer must fit into."""

    organisation = BodyField(label=_("Whose need is it?"), empty_label=None)
    title = forms.CharField(
        label=_("The problem in one line"),
        max_length=160,
        help_text=_("Say the problem, not an answer: others look for problems like theirs."),
    )
    problem = forms.CharField(
        label=_("What happens to people today?"),
        max_length=6000,
        widget=AREA,
        help_text=_("Plain words are best. What was tried, and why was it not enough?"),
    )
    who_suffers = forms.CharField(label=_("Who suffers from it?"), max_length=300, required=False)
    how_many = WholeField(
        label=_("How many people?"), required=False, help_text=_("About how many in a year.")
    )
    region = RegionField(
        label=_("In which region?"), required=False, empty_label=_("the whole nation")
    )
    place = forms.CharField(label=_("Where exactly?"), max_length=300, required=False)
    sector = forms.ModelChoiceField(
        Sector.objects.all(),
        label=_("What is it about?"),
        required=False,
        to_field_name="key",
        empty_label=_("not chosen"),
    )
    affair = forms.ModelChoiceField(
        Affair.objects.all(),
        label=_("Government affair"),
        required=False,
        to_field_name="code",
        empty_label=_("not chosen"),
    )
    goals = forms.ModelMultipleChoiceField(
        Goal.objects.all(),
        label=_("Goals of sustainable development"),
        required=False,
        to_field_name="number",
        widget=forms.CheckboxSelectMultiple,
    )
    legal_duty = forms.CharField(
        label=_("Which law or standard asks for it?"),
        max_length=1000,
        required=False,
        widget=SMALL_AREA,
    )
    budget_min = WholeField(label=_("Budget from (rupiah)"), required=False)
    budget_max = WholeField(label=_("Budget to (rupiah)"), required=False)
    people = WholeField(label=_("Staff who can work on it"), required=False, most=1_000_000)
    connectivity = forms.ChoiceField(
        label=_("Connection there"), choices=Connectivity.choices, required=False
    )
    deadline = DayField(
        label=_("By when should it be solved?"),
        required=False,
        help_text=_("Your desk reminds you before that day."),
    )
    visibility = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
        help_text=_("Only a public need can be answered, followed and asked about by others."),
    )

    def __init__(self, *args, user, body=None, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = bodies_of(user).select_related("parent").order_by("name")
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]
        self.fields["region"].queryset = regions_around(body)  # type: ignore[attr-defined]
        if body is not None:
            del self.fields["organisation"]

    def clean(self):
        cleaned = super().clean() or {}
        low, high = cleaned.get("budget_min"), cleaned.get("budget_max")
        if low is not None and high is not None and high < low:
            self.add_error("budget_max", RUNS_BACK)
        return cleaned

    @property
    def so_far(self) -> dict:
        """What was typed, as far as it can be read, for hints; nothing is missing."""
        if not self.is_bound:
            return dict(self.initial)
        self.is_valid()
        return dict(self.cleaned_data)


class BaselineForm(forms.Form):
    """A number that says how bad it is now."""

    name = forms.CharField(label=_("What is counted"), max_length=200, required=False)
    unit = forms.CharField(label=_("Unit of measure"), max_length=60, required=False)
    direction = forms.ChoiceField(
        label=_("It"), choices=Direction.choices, required=False, initial=Direction.DOWN
    )
    baseline = forms.DecimalField(
        label=_("Now"), max_digits=18, decimal_places=3, required=False, localize=True
    )
    baseline_on = DayField(label=_("Counted on"), required=False)
    source = forms.CharField(label=_("Who says so"), max_length=300, required=False)
    target = forms.DecimalField(
        label=_("Wanted"), max_digits=18, decimal_places=3, required=False, localize=True
    )

    def clean(self):
        cleaned = super().clean() or {}
        said = [name for name, value in cleaned.items() if value not in (None, "")]
        if set(said) - {"direction", "name"} and not cleaned.get("name"):
            self.add_error("name", NAME_IT)
        return cleaned


class Baselines(forms.BaseFormSet):
    """The numbers of a need; rows without a name count nothing."""

    def clean(self):
        names = [row.name.casefold() for row in self.baselines]
        if len(names) != len(set(names)):
            raise forms.ValidationError(NAMED_TWICE, code="named_twice")

    @property
    def baselines(self) -> list[Baseline]:
        """The rows that count something."""
        return [Baseline(**row) for row in self.so_far if row.get("name")]

    @property
    def so_far(self) -> list[dict]:
        """What was typed, as far as it can be read."""
        if not self.is_bound:
            return [dict(row) for row in self.initial or ()]
        rows = (getattr(form, "cleaned_data", {}) for form in self.forms if form.is_valid())
        return [
            {**row, "direction": row.get("direction") or Direction.DOWN}
            for row in rows
            if row.get("name")
        ]


BaselineSet = forms.formset_factory(
    BaselineForm, formset=Baselines, extra=1, max_num=MOST_INDICATORS, absolute_max=20
)


class CloseForm(forms.Form):
    """What solved it."""

    solution = forms.CharField(
        label=_("What solved it?"),
        max_length=2000,
        widget=AREA,
        help_text=_("What you did, what changed, and what the next one should know."),
    )
    solved_by = forms.CharField(
        label=_("Address of the innovation in the catalogue"),
        max_length=300,
        required=False,
        help_text=_("Copy the address of its page, where the catalogue has one."),
    )

    def clean_solved_by(self):
        text = self.cleaned_data["solved_by"].strip()
        if not text:
            return None
        slug = text.split("?")[0].rstrip("/").rpartition("/")[2]
        number = slug.rpartition("-")[2]
        found = Innovation.objects.public().filter(public_id=number).first()
        if found is None:
            raise forms.ValidationError(
                _("No public record stands at this address. Copy it from the page of the record.")
            )
        return found


class FollowForm(forms.Form):
    """Which institution has the same need, and how it is there."""

    organisation = BodyField(label=_("Which institution has it too?"), empty_label=None)
    note = forms.CharField(
        label=_("How is it there?"),
        max_length=500,
        required=False,
        widget=SMALL_AREA,
        help_text=_("Everybody who can read the need can read this."),
    )

    def __init__(self, *args, user, need, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = bodies_of(user).exclude(pk=need.organisation_id).select_related("parent")
        self.fields["organisation"].queryset = bodies.order_by("name")  # type: ignore[attr-defined]
