"""What is typed about institutions and units."""

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.geography.models import Region
from simpul.organisations.models import Kind, Level, Organisation, Status

from .parts import YearField


class UnitForm(forms.Form):
    """The names of a unit."""

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=120, required=False)
    acronym = forms.CharField(label=_("Acronym"), max_length=60, required=False)


class TermForm(forms.Form):
    """The words of a term of a list."""

    label_id = forms.CharField(label=_("In Indonesian"), max_length=200)
    label_en = forms.CharField(label=_("In English"), max_length=200)
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The law, decree or page that says so."),
    )


class BodyForm(UnitForm):
    """An institution that no file names."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[choice for choice in Kind.choices if choice[0] != Kind.UNIT]
    )
    level = forms.ChoiceField(label=_("Listed among"), choices=Level.choices)
    region = forms.ModelChoiceField(
        Region.objects.all(),
        label=_("Region"),
        required=False,
        to_field_name="code",
        empty_label=_("the nation"),
    )
    valid_from = YearField(label=_("Since which year?"), required=False)
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        help_text=_("The law, decree or page that says so."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class EndForm(forms.Form):
    """When and why a body ended."""

    year = YearField(label=_("In which year?"))
    note = forms.CharField(label=_("Legal basis or reason"), max_length=300, required=False)


class OtherBodyField(forms.CharField):
    """Another institution, by its code, address or name."""

    def clean(self, value):
        text = super().clean(value)
        bodies = Organisation.objects.all()
        found = list(bodies.filter(code=text) or bodies.filter(slug=text))
        found = found or list(bodies.filter(names__name__iexact=text).distinct()[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("Write the name exactly as on its page, or its code; this fits none or several.")
            )
        return found[0]


class MergeForm(EndForm):
    """Into which institution another went."""

    into = OtherBodyField(label=_("Into which institution did it go?"), max_length=200)

    def clean_into(self):
        into = self.cleaned_data["into"]
        if into.status != Status.ACTIVE:
            raise forms.ValidationError(_("This institution ended. Choose one that stands."))
        return into


class SuccessorForm(forms.Form):
    """Who took over tasks, and when."""

    successor = OtherBodyField(label=_("Which institution took over?"), max_length=200)
    year = YearField(label=_("In which year?"), required=False)
