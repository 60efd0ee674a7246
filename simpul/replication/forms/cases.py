"""What people type in a case: the interest, a step, a session, a part, a milestone, a result."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.innovations.forms.life import day_field
from simpul.organisations.forms import LetterFileField
from simpul.organisations.models import Organisation
from simpul.replication.models import (
    Direction,
    DisputeEnd,
    Fund,
    LearningKind,
    Mode,
    Side,
    Treatment,
)
from simpul.vocabularies.models import Stage


def long_text(label, *, rows: int = 4, **more) -> forms.CharField:
    """Several lines."""
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=6000, **more
    )


class InterestForm(forms.Form):
    """Interest in an innovation, in a few lines."""

    adopter = forms.ModelChoiceField(
        label=_("Your institution"), queryset=Organisation.objects.none(), empty_label=None
    )
    adopter_unit = forms.CharField(
        label=_("Which unit will run it?"), max_length=300, required=False
    )
    mode = forms.ChoiceField(
        label=_("How will you take it over?"),
        choices=Mode.choices,
        initial=Mode.ADAPTATION,
        widget=forms.RadioSelect,
        help_text=_(
            "Adoption: as it is. Adaptation: adjusted. Modification: parts become your own. "
            "Scale-up: your own innovation at more places."
        ),
    )
    local_name = forms.CharField(
        label=_("What will it be called at your place?"),
        max_length=200,
        help_text=_("It may change until the hub has looked at it."),
    )
    problem = long_text(_("Which problem is it to solve?"))
    expectation = long_text(_("Why this innovation?"), rows=3, required=False)
    contact = forms.CharField(
        label=_("Whom may the origin call?"),
        max_length=200,
        required=False,
        help_text=_("Only the three parties see it."),
    )

    def __init__(self, *args: Any, bodies, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adopter"].queryset = bodies  # type: ignore[attr-defined]


class UnlistedForm(InterestForm):
    """Interest in an innovation that is not in the catalogue yet."""

    origin_title = forms.CharField(label=_("Name of the innovation"), max_length=300)
    origin_organisation = forms.CharField(
        label=_("Institution it comes from"),
        max_length=200,
        help_text=_("Its name or code, such as Pemkab Banjar."),
    )
    origin_about = long_text(_("What do you know of it?"), rows=3, required=False)

    field_order = ("origin_title", "origin_organisation", "origin_about")


class ChangeForm(forms.Form):
    """What the interest says, changed while the hub looks at it."""

    local_name = forms.CharField(label=_("What will it be called at your place?"), max_length=200)
    adopter_unit = forms.CharField(
        label=_("Which unit will run it?"), max_length=300, required=False
    )
    mode = forms.ChoiceField(
        label=_("How will you take it over?"), choices=Mode.choices, widget=forms.RadioSelect
    )
    problem = long_text(_("Which problem is it to solve?"))
    expectation = long_text(_("Why this innovation?"), rows=3, required=False)
    contact = forms.CharField(label=_("Whom may the origin call?"), max_length=200, required=False)


class StepForm(forms.Form):
    """A step with a word to the other sides."""

    note = long_text(_("A word to the other sides"), rows=3, required=False)

    def __init__(self, *args: Any, needs_note: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = needs_note
        if needs_note:
            self.fields["note"].label = _("Why? The other sides read it.")


class SinceForm(StepForm):
    """The step into evaluation: since when it is in practice."""

    implemented_on = day_field(_("In practice since"))
    field_order = ("implemented_on", "note")


class SettleForm(StepForm):
    """The decision of a dispute."""

    end = forms.ChoiceField(
        label=_("What does it lead to?"),
        choices=[choice for choice in DisputeEnd.choices if choice[0] != DisputeEnd.TAKEN_BACK],
        widget=forms.RadioSelect,
    )
    field_order = ("end", "note")


class SessionForm(forms.Form):
    """A visit or a call that is planned."""

    kind = forms.ChoiceField(label=_("How?"), choices=LearningKind.choices)
    planned_on = day_field(_("On which day?"))
    place = forms.CharField(label=_("Where, or at which address?"), max_length=300, required=False)
    about = forms.CharField(label=_("What about?"), max_length=300, required=False)


class HeldForm(forms.Form):
    """A session that was held."""

    held_on = day_field(_("Held on"))
    who = forms.CharField(
        label=_("Who took part?"),
        max_length=300,
        required=False,
        help_text=_("Units and offices are enough; names need not be told."),
    )
    report = long_text(_("What was learned?"))
    file = LetterFileField(
        label=_("Minutes"), required=False, help_text=_("A PDF or a picture, if you have one.")
    )


class ObligationForm(forms.Form):
    """One line of what is owed."""

    side = forms.ChoiceField(label=_("Who?"), choices=Side.choices)
    text = forms.CharField(label=_("Owes what?"), max_length=300, required=False)
    due_on = day_field(_("Until when?"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("text") and not said.get("due_on"):
            self.add_error("due_on", _("Say until when."))
        return said


ObligationFormSet = forms.formset_factory(ObligationForm, extra=1, max_num=20)


class AgreementForm(forms.Form):
    """Who signs, and for how long it counts."""

    origin_name = forms.CharField(label=_("Signs for the origin: name"), max_length=200)
    origin_office = forms.CharField(label=_("Position"), max_length=200)
    adopter_name = forms.CharField(label=_("Signs for the adopter: name"), max_length=200)
    adopter_office = forms.CharField(label=_("Position"), max_length=200)
    valid_from = day_field(_("Counts from"))
    valid_to = day_field(_("Counts until"))


class FulfilForm(forms.Form):
    """How something owed was done."""

    note = forms.CharField(label=_("How does it show?"), max_length=300, required=False)
    file = LetterFileField(label=_("File"), required=False)


class PartForm(forms.Form):
    """One part of the innovation, weighed for its new place."""

    element = forms.CharField(label=_("Part"), max_length=120)
    at_origin = long_text(_("At the origin"), rows=3, required=False)
    treatment = forms.ChoiceField(
        label=_("What becomes of it?"), choices=Treatment.choices, widget=forms.RadioSelect
    )
    here = long_text(
        _("At your place"),
        rows=3,
        required=False,
        help_text=_("Needed where it is adapted or new."),
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=500,
        required=False,
        help_text=_("Needed wherever something changes."),
    )


class MilestoneForm(forms.Form):
    """One line of the action plan."""

    title = forms.CharField(label=_("Milestone"), max_length=200)
    owner = forms.CharField(
        label=_("Who sees to it?"), max_length=200, help_text=_("A unit or an office.")
    )
    due_on = day_field(_("By when?"))
    cost = forms.IntegerField(
        label=_("Cost in whole rupiah"), min_value=0, max_value=10**15, required=False
    )
    fund = forms.ModelChoiceField(label=_("Paid from"), queryset=Fund.objects.all(), required=False)


class ReachedForm(forms.Form):
    """A milestone that is reached."""

    done_on = day_field(_("Reached on"))
    note = forms.CharField(label=_("How did it go?"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = clock.today()


class MeasureForm(forms.Form):
    """One indicator with what it is now."""

    indicator = forms.CharField(label=_("What is counted?"), max_length=200)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False)
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    baseline = forms.DecimalField(
        label=_("Now"), max_digits=20, decimal_places=4, required=False, localize=True
    )
    baseline_on = day_field(_("Counted on"), required=False)
    target = forms.DecimalField(
        label=_("Target"), max_digits=20, decimal_places=4, required=False, localize=True
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)


class ResultForm(forms.Form):
    """What an indicator came to."""

    value = forms.DecimalField(label=_("Result"), max_digits=20, decimal_places=4, localize=True)
    measured_on = day_field(_("Measured on"))
    n = forms.IntegerField(
        label=_("Of how many?"),
        min_value=0,
        required=False,
        help_text=_("People, cases or places that were counted."),
    )
    method = forms.CharField(label=_("How was it measured?"), max_length=300, required=False)
    file = LetterFileField(
        label=_("Evidence"), required=False, help_text=_("A PDF or a picture, if you have one.")
    )


class ComparableForm(forms.Form):
    """Whether a result may stand beside that of the origin."""

    comparable = forms.TypedChoiceField(
        label=_("May it be set beside what the origin reached?"),
        choices=[("yes", _("Yes, it is counted alike")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    why_not = forms.CharField(label=_("Why not?"), max_length=300, required=False)


class ReportForm(forms.Form):
    """The report back of a completed case."""

    summary = long_text(
        _("What came of it?"), help_text=_("The summary of its new record in the catalogue.")
    )
    lessons = long_text(_("What should the next one know?"))
    failures = long_text(_("What did not work?"), rows=3, required=False)
    life_status = forms.ModelChoiceField(
        label=_("How is it now?"), queryset=Stage.objects.none(), empty_label=None
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=300,
        required=False,
        help_text=_("A decree or a regulation that makes it part of the regular work."),
    )
    people_reached = forms.IntegerField(
        label=_("How many people were reached?"), min_value=0, required=False
    )
    teaches = forms.BooleanField(label=_("Others may come and learn from us"), required=False)

    def __init__(self, *args: Any, lessons_needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = Stage.objects.exclude(code__in=("idea", "unknown"))
        self.fields["life_status"].queryset = stages  # type: ignore[attr-defined]
        self.fields["life_status"].initial = stages.filter(code="running").first()
        self.fields["lessons"].required = lessons_needed


class CommitmentForm(forms.Form):
    """Who signs the commitment."""

    name = forms.CharField(label=_("Who signs it: name"), max_length=200)
    office = forms.CharField(label=_("Position"), max_length=200)


class PaperForm(forms.Form):
    """A file for the case."""

    title = forms.CharField(label=_("What is it?"), max_length=200)
    file = forms.FileField(label=_("File"))
    is_public = forms.BooleanField(label=_("Everybody may open it"), required=False)
