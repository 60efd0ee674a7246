"""What somebody says about the life of a record, and shows about its place in the regular work."""

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.innovations.models import Evidence, InstitutionalTest
from simpul.innovations.queries.living import INSTITUTIONALISED, RUNNING, UNKNOWN
from simpul.vocabularies.models import Stage

# What an owner chooses between on the page of a link; the first has a button of its own.
ANSWERS = (RUNNING, "developing", "dormant", "stopped")


def day_field(label, **more) -> forms.DateField:
    """A day, typed or chosen."""
    return forms.DateField(
        label=label,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **more,
    )


class AnswerForm(forms.Form):
    """The answer behind a signed link, where one button is not enough."""

    status = forms.ChoiceField(label=_("How is it now?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Needed where it does not run. What stopped it helps others most."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    as_of = day_field(_("As of which day?"), required=False)
    said_by = forms.CharField(
        label=_("Your name and position"),
        help_text=_("Kept with the answer; readers see only your institution."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args, codes=ANSWERS, **kwargs):
        super().__init__(*args, **kwargs)
        stages = Stage.objects.in_bulk(codes, field_name="code")
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (code, stages[code].label) for code in codes if code in stages
        ]
        self.fields["as_of"].initial = clock.today()


class SayForm(AnswerForm):
    """What somebody who is signed in says about a record."""

    said_by = None  # type: ignore[assignment]

    def __init__(self, *args, institutional: bool = False, **kwargs):
        without = {UNKNOWN} if institutional else {UNKNOWN, INSTITUTIONALISED}
        codes = [
            code for code in Stage.objects.values_list("code", flat=True) if code not in without
        ]
        super().__init__(*args, codes=codes, **kwargs)


class ProofForm(forms.Form):
    """One of the four tests of an institutionalised innovation, shown by a file."""

    test = forms.ChoiceField(label=_("Which test?"), choices=InstitutionalTest)
    shown_on = day_field(_("Since when?"))
    evidence = forms.ModelChoiceField(
        Evidence.objects.none(), label=_("Which file shows it?"), empty_label=None
    )
    note = forms.CharField(label=_("Where in the file?"), max_length=300, required=False)

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, **kwargs)
        files = Evidence.objects.kept().filter(innovation__canonical=record)
        self.fields["evidence"].queryset = files  # type: ignore[attr-defined]
