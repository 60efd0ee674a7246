"""What is typed about mentors of cases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.learning.models import Language, Mentor

ROWS = {"rows": 4}


class AskForm(forms.Form):
    """What help a case needs."""

    wish = forms.CharField(
        label=_("What help do you need?"),
        help_text=_("What you cannot solve alone, and when you need it."),
        max_length=2000,
        widget=forms.Textarea(attrs=ROWS),
    )
    language = forms.ModelChoiceField(
        Language.objects.all(),
        label=_("In which language?"),
        to_field_name="key",
        empty_label=None,
    )
    wants_visit = forms.BooleanField(
        label=_("The mentor should come to us, not only call"), required=False
    )


class WhyForm(forms.Form):
    """A reason that the others read."""

    why = forms.CharField(
        label=_("Why?"),
        help_text=_("The parties of the case read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EmptyForm(forms.Form):
    """A button, and nothing to type."""


class HandOverForm(WhyForm):
    """To whom, and why."""

    to = forms.ModelChoiceField(
        Mentor.objects.none(),
        label=_("Who goes on?"),
        help_text=_("Those who can by the rule, the best fitting first."),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    field_order = ("to", "why")

    def __init__(self, *args: Any, able: list[Mentor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = Mentor.objects.filter(pk__in=[each.pk for each in able])
        field.choices = [(each.pk, f"{each}, {each.workplace}") for each in able]
